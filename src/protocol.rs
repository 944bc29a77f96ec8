//! The thread-control protocol: who speaks in a conversation, and what follows when somebody wants to.
//!
//! Pure rules over plain data. Nothing here reads a clock, a database or a network; the moment is an
//! argument, and the only way to fail is a [`Refusal`]. The rules' names are those of `docs/protocol.md`,
//! and so are the names of their tests (`tests/tidy/rules.rs` sees to it).
//!
//! # Words
//!
//! A **page** is what customers write to. An **app** takes part in its threads while it is subscribed;
//! the page's **inbox**, where people answer, takes part like an app. A **thread** is one customer on
//! one page. It is *idle*, or *controlled* by one participant, its **owner**. The **epoch** counts
//! changes of owner. The **primary receiver** is the app that idle threads go to when the customer
//! writes. Everyone but the owner listens on **standby**.
//!
//! # States
//!
//! ```text
//!                  take, request, customer's message (to the primary receiver),
//!                  tap, entry point, inbox reply or move
//!        ┌──────┐ ────────────────────────────────────────────────► ┌────────────────────────┐
//!        │ idle │                                                   │ controlled             │ ─┐
//!        └──────┘ ◄──────────────────────────────────────────────── │ by owner, until expiry │ ◄┘
//!                  release, time-out, done, app removed             └────────────────────────┘
//!                                                          pass, take by the primary receiver, tap,
//!                                                          inbox, next request
//! ```
//!
//! # The way a command goes
//!
//! [`decide`] answers a [`Command`] with the [`Event`]s that follow from it, or refuses. [`Thread::apply`]
//! takes an event in. A thread is the sum of its events: nothing else ever changes it.
//!
//! # Invariants
//!
//! 1. A thread has at most one owner; every change of owner is one event and raises the epoch by one.
//! 2. Folding a thread's events gives its state.
//! 3. Sequences count 1, 2, 3 … without gaps.
//! 4. A refusal changes nothing.
//! 5. The queue keeps its order, holds an app once and its owner never.

pub mod audience;
mod command;
mod decide;
mod event;
mod feedback;
mod menu;
mod page;
mod page_event;
mod participant;
mod permit;
mod preview;
mod refusal;
mod template;
mod thread;

pub use command::{Answer, Caller, Command, Content, InboxReply, Send, SendSurvey, Tap, Tapped, Target};
pub use decide::*;
pub use event::{ControlChange, Event, EventKind, MessageTag, Reason};
pub use feedback::{Feedback, QuestionType};
pub use menu::{Button, Menu, MenuAction, MenuItem, MenuLevel};
pub use page::{
    EntryPointSource, Fields, Page, Permissions, Platform, Referral, ReleasePolicy, Settings, Subscriber, Tasks,
};
pub use page_event::PageEvent;
pub use participant::Participant;
pub use permit::{Action, permit, rule};
pub use preview::{Preview, preview};
pub use refusal::{Forbidden, Refusal};
pub use template::postbacks;
pub use thread::{Control, HeldSurvey, Thread, Waiting};
