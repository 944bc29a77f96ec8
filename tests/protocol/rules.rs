//! One scenario a rule, or a few; each is named like its rule, and says in its body what the rule says.

mod control;
mod hearing;
mod inbox;
mod limits;
mod preview;
mod sending;
mod taps;
mod timing;
mod who_may;
