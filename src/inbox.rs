//! What people work with in the inbox, beside the threads themselves: how far each has read, and who looks at a thread.

mod read_marks;
mod viewers;

use std::sync::Arc;

use crate::{clock::SharedClock, store::Store};

pub use viewers::{Viewer, Viewing};

use viewers::Viewers;

/// The inbox's use cases. Cheap to clone.
#[derive(Clone)]
pub struct Inbox(Arc<Inner>);

struct Inner {
    store: Store,
    clock: SharedClock,
    viewers: Viewers,
}

impl Inbox {
    pub fn new(store: Store, clock: SharedClock) -> Self {
        Self(Arc::new(Inner { store, clock, viewers: Viewers::default() }))
    }
}
