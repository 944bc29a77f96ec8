//! How control moves, whatever moved it: the consequences that every cause shares.

use super::Case;
use crate::{
    id::{AppId, UserId},
    protocol::{
        event::{ControlChange, Event, Reason},
        page::ReleasePolicy,
        participant::Participant,
        thread::HeldSurvey,
    },
    time::Timestamp,
};

/// What a change of owner carries beside its owners.
#[derive(Clone, Copy, Default)]
pub(super) struct With<'a> {
    pub metadata: Option<&'a str>,
    pub by: Option<&'a UserId>,
}

impl<'a> With<'a> {
    pub(super) const NOTHING: Self = Self { metadata: None, by: None };

    pub(super) const fn metadata(metadata: Option<&'a str>) -> Self {
        Self { metadata, by: None }
    }
}

impl Case<'_> {
    /// A change of owner starts the timeout anew (`idle_timeout`).
    pub(super) fn fresh_expiry(&self) -> Timestamp {
        self.now + self.page.settings.idle_timeout
    }

    /// `one_owner`: the epoch rises by one with every change.
    pub(super) fn give(&self, to: impl Into<Participant>, reason: Reason, with: With<'_>) -> Event {
        self.change(Some(to.into()), reason, with)
    }

    /// The thread goes idle, and what waited for that is delivered (`survey_waits`).
    pub(super) fn go_idle(&self, reason: Reason, with: With<'_>) -> Vec<Event> {
        let mut events = vec![self.change(None, reason, with)];
        events.extend(self.thread.held_surveys.iter().map(deliver));
        events
    }

    /// The owner lets go: idle, or to the longest waiting request, as the page is set
    /// (`release_by_owner`). Requests of apps that may not reach the customer are passed over.
    pub(super) fn let_go(&self, reason: Reason, with: With<'_>) -> Vec<Event> {
        match (self.page.settings.on_release, self.next_request()) {
            (ReleasePolicy::NextRequest, Some(app)) => vec![self.give(app, Reason::NextRequest, with)],
            _ => self.go_idle(reason, with),
        }
    }

    /// `timeout_on_time`: nothing unless the owner's time is up, so doing it twice is doing it once.
    pub(super) fn time_out(&self) -> Vec<Event> {
        if self.thread.is_due(self.now) { self.let_go(Reason::IdleTimeout, With::NOTHING) } else { Vec::new() }
    }

    /// `leaving`: what this thread still has of an app that left its page.
    pub(super) fn leave(&self, app: AppId) -> Vec<Event> {
        let mut events = Vec::new();
        if self.thread.queue.iter().any(|it| it.app == app) {
            events.push(Event::RequestWithdrawn { app });
        }
        if self.thread.menu.as_ref().is_some_and(|menu| menu.app == app) {
            events.push(Event::UserMenuChanged { app, menu: None });
        }
        let (dropped, kept): (Vec<_>, Vec<_>) = self.thread.held_surveys.iter().partition(|it| it.app == app);
        events.extend(dropped.into_iter().map(|it| Event::SurveyDropped { message: it.message.clone(), app }));
        if self.thread.is_owned_by(app) {
            events.push(self.change(None, Reason::AppRemoved, With::NOTHING));
            events.extend(kept.into_iter().map(deliver));
        }
        events
    }

    fn change(&self, new: Option<Participant>, reason: Reason, with: With<'_>) -> Event {
        Event::ControlChanged(ControlChange {
            previous: self.thread.owner(),
            new,
            reason,
            metadata: with.metadata.map(str::to_owned),
            epoch: self.thread.epoch + 1,
            expires_at: new.map(|_| self.fresh_expiry()),
            by: with.by.cloned(),
        })
    }

    /// The head of the queue, as far as it may be given control. The owner never stands in it.
    fn next_request(&self) -> Option<AppId> {
        let mut waiting = self.thread.queue.iter().map(|it| it.app);
        waiting.find(|&app| self.page.reaches(app, &self.thread.customer))
    }
}

/// A held survey goes out on a thread that has just gone idle, where nothing expires.
fn deliver(held: &HeldSurvey) -> Event {
    Event::MessageSent { message: held.message.clone(), sender: held.app.into(), tag: None, expires_at: None, by: None }
}
