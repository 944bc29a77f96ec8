//! *Who may* (`protocol.md`): the questions asked before a thread is looked at.

use super::{Actor, Case, Forbidden, Refusal};
use crate::{
    id::AppId,
    protocol::{
        command::Caller,
        page::{Permissions, Tasks},
    },
};

impl Case<'_> {
    /// `must_be_subscribed`, `review_live`.
    pub(super) fn acting_app(&self, caller: &Caller) -> Result<AppId, Refusal> {
        let Caller::App { app, .. } = caller else { return Err(Forbidden::AppsOnly.into()) };
        self.must_be_subscribed(*app)?;
        self.must_reach(*app)?;
        Ok(*app)
    }

    /// `token_moderate`: every call of thread control.
    pub(super) fn moderating_app(&self, caller: &Caller) -> Result<AppId, Refusal> {
        let Caller::App { app, tasks, .. } = caller else { return Err(Forbidden::AppsOnly.into()) };
        self.must_be_subscribed(*app)?;
        if !tasks.contains(Tasks::MODERATE) {
            return Err(Forbidden::NeedsModerate.into());
        }
        self.must_reach(*app)?;
        Ok(*app)
    }

    /// `token_messaging`: whatever sends.
    pub(super) fn messaging_app(&self, caller: &Caller) -> Result<AppId, Refusal> {
        let Caller::App { app, permissions, .. } = caller else { return Err(Forbidden::AppsOnly.into()) };
        self.must_be_subscribed(*app)?;
        if !permissions.contains(Permissions::PAGES_MESSAGING) {
            return Err(Forbidden::NeedsPagesMessaging.into());
        }
        self.must_reach(*app)?;
        Ok(*app)
    }

    /// `tasks`: MESSAGING or MODERATE answers in the inbox.
    pub(super) fn answering_person<'a>(&self, caller: &'a Caller) -> Result<Actor<'a>, Refusal> {
        let Caller::Person { user, tasks } = caller else { return Err(Forbidden::PeopleOnly.into()) };
        if tasks.intersects(Tasks::MESSAGING | Tasks::MODERATE) {
            Ok(Actor(user))
        } else {
            Err(Forbidden::NeedsMessagingTask.into())
        }
    }

    /// `token_moderate`, for people.
    pub(super) fn moderating_person<'a>(&self, caller: &'a Caller) -> Result<Actor<'a>, Refusal> {
        let Caller::Person { user, tasks } = caller else { return Err(Forbidden::PeopleOnly.into()) };
        if tasks.contains(Tasks::MODERATE) { Ok(Actor(user)) } else { Err(Forbidden::NeedsModerate.into()) }
    }

    pub(super) fn channel(&self, caller: &Caller) -> Result<(), Refusal> {
        if *caller == Caller::Channel { Ok(()) } else { Err(Forbidden::ChannelsOnly.into()) }
    }

    /// Timers and consequences are nobody's to ask for.
    pub(super) fn baton(&self, caller: &Caller) -> Result<(), Refusal> {
        if *caller == Caller::Baton { Ok(()) } else { Err(Forbidden::BatonOnly.into()) }
    }

    /// `review_live`: the app may have to do with this customer at all.
    pub(super) fn must_reach(&self, app: AppId) -> Result<(), Refusal> {
        if self.page.reaches(app, &self.thread.customer) { Ok(()) } else { Err(Refusal::AppNotReviewed { app }) }
    }

    fn must_be_subscribed(&self, app: AppId) -> Result<(), Refusal> {
        if self.page.is_subscribed(app) { Ok(()) } else { Err(Forbidden::NotSubscribed.into()) }
    }
}
