//! The database: the only room that knows SQL.
//!
//! One schema serves SQLite and Postgres (crate `migration`). Configuration is rows about pages, apps and
//! people. A thread is one row with its whole state, and beside it the log of events that made it so; both
//! are written in one transaction.
//!
//! Every query is a function of the table's module, and names its scope: `threads::find(conn, page, id)`.
//! Reads take any [`Conn`]; writes take the [`Write`] that [`Store::write`] hands out.
//!
//! # One writer at a time
//!
//! Positions in the log are handed out before a transaction commits. With two writers at once, position 8
//! could be committed, and read, before position 7 exists, and a reader that goes on from 8 would never see
//! 7. So writing transactions take turns: SQLite has one writer anyway, and on Postgres each begins by
//! taking one advisory lock, which ends with the transaction. Positions then rise in the order of commits
//! and a gap never fills later. It costs little, because the engine writes in batches.

#![expect(
    clippy::missing_errors_doc,
    reason = "every query can fail as `StoreError` says; where a failure means something in particular, it is named"
)]
#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a path to a method of `Row` is bound to one row's lifetime, and a query reads many rows"
)]

mod begun;
mod bulk;
mod conn;
mod connect;
mod each;
mod error;
mod plans;
mod postgres;
mod record;
mod row;
mod search;
mod slice;
mod sql;
mod sqlite;

pub mod apps;
pub mod audit;
pub mod batch;
pub mod entry_points;
pub mod events;
pub mod identities;
pub mod invitations;
pub mod members;
pub mod messages;
pub mod pages;
pub mod properties;
pub mod read_marks;
pub mod revision;
pub mod saved_replies;
pub mod second_factors;
pub mod sessions;
pub mod sign_in_steps;
pub mod subscriptions;
pub mod testers;
pub mod threads;
pub mod tokens;
pub mod users;
pub mod webhooks;

pub use audit::{AuditFilter, AuditKind, AuditObject, AuditRecord, Author, Entry, ObjectKind, Who};
pub use begun::Begun;
pub use conn::{Conn, Reader, Write};
pub use connect::{Backend, Options, SchemaState, Store};
pub use error::{Cause, Conflict, StoreError};
pub use plans::Plans;
pub use record::*;
pub use search::Search;
pub use sign_in_steps::SignInStep;
pub use slice::{Found, Limit, Slice};

use row::Unreadable;
