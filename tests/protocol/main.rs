//! The proofs of the pure protocol, in four layers:
//!
//! - `rules`: one scenario a rule, named like it, to be read beside the protocol's description;
//! - `model`: the same rules written once more, naively, without looking at the machine;
//! - `histories`: the machine and the model side by side through millions of random steps;
//! - `exhaustive`: the same through *every* history of a small page.

// Says to clippy that helpers are tests too.
#![cfg(test)]

mod code;
mod duel;
mod exhaustive;

mod histories;
mod model;
mod properties;
mod rules;
mod scene;

mod values;
mod world;
