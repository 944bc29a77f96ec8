//! Control as apps use it, and the ends that it comes to by itself: one file for each operation.

mod expected_epoch;
mod extend;
mod idle_timeout;
mod leaving;
mod pass;
mod pass_metadata;
mod release;
mod request;
mod take;
mod withdraw;
