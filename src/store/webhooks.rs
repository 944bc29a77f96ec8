//! Webhooks: where apps hear of events, how far each has heard, and what became of what was sent.

pub mod cursors;
pub mod deliveries;
pub mod endpoints;
pub mod parked;
pub mod redeliveries;
pub mod shards;
