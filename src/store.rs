//! The only place that knows SQL.

pub mod record;
