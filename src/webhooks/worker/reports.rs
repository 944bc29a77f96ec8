//! What a worker has the recorder write down.

use super::{State, Worker};
use crate::{store::Position, webhooks::recorder::Done};

impl Worker<'_> {
    /// What was reported of this subscription before, by whomever, is in the database.
    pub(super) async fn written(&self) {
        self.reports.written().await;
    }

    /// Events that are no business of the app's move the cursor too.
    pub(super) async fn tell_of_the_rest(&self, state: &mut State) {
        if state.lanes.is_settled() && state.lanes.read_to() > state.told {
            self.tell(state, self.nothing()).await;
        }
    }

    pub(super) fn nothing(&self) -> Done {
        Done {
            page: self.page,
            app: self.app,
            cursor: Position::default(),
            delivery: None,
            parked: None,
            succeeded: None,
        }
    }

    /// Keeps in mind what is to be reported.
    pub(super) fn note(&self, state: &mut State, done: Done) {
        state.told = state.lanes.cursor();
        state.untold.push(Done { cursor: state.told, ..done });
    }

    /// Reports all of it.
    pub(super) async fn report(&self, state: &mut State) {
        if !state.untold.is_empty() {
            self.reports.tell(std::mem::take(&mut state.untold)).await;
        }
    }

    /// Reports at once.
    pub(super) async fn tell(&self, state: &mut State, done: Done) {
        self.note(state, done);
        self.report(state).await;
    }
}
