//! *Control* (`protocol.md`): pass, take, request, release, extend, by apps.

use super::{
    Case, Decision, Refusal,
    limits::{self, EXTEND_SECONDS},
    moves::With,
};
use crate::{
    id::AppId,
    protocol::{
        command::Target,
        event::{Event, Reason},
        participant::Participant,
        thread::Waiting,
    },
    time::Seconds,
};

impl Case<'_> {
    /// `pass_by_owner`.
    pub(super) fn pass(&self, app: AppId, target: Target, metadata: Option<&str>) -> Decision {
        limits::metadata(metadata)?;
        self.must_own(app)?;
        let target = self.may_be_given(target)?;
        Ok(vec![self.give(target, Reason::Pass, With::metadata(metadata))])
    }

    /// `take_by_owner_is_nothing`, `take_when_idle`, `take_by_primary`.
    pub(super) fn take(&self, app: AppId, metadata: Option<&str>) -> Decision {
        limits::metadata(metadata)?;
        match self.thread.owner() {
            Some(owner) if owner.is_app(app) => Ok(Vec::new()),
            Some(owner) if !self.is_primary(app) => Err(Refusal::ThreadControlled { owner }),
            _ => Ok(vec![self.give(app, Reason::Take, With::metadata(metadata))]),
        }
    }

    /// `request_when_idle`, `request_waits`.
    pub(super) fn request(&self, app: AppId, metadata: Option<&str>) -> Decision {
        limits::metadata(metadata)?;
        if self.thread.is_idle() {
            return Ok(vec![self.give(app, Reason::Request, With::metadata(metadata))]);
        }
        let waits_with_this = |it: &Waiting| it.app == app && it.metadata.as_deref() == metadata;
        if self.thread.is_owned_by(app) || self.thread.queue.iter().any(waits_with_this) {
            return Ok(Vec::new());
        }
        let last = u32::try_from(self.thread.queue.len() + 1).unwrap_or(u32::MAX);
        Ok(vec![Event::ControlRequested {
            app,
            metadata: metadata.map(str::to_owned),
            position: self.thread.position_of(app).unwrap_or(last),
            primary: self.page.primary_for(&self.thread.customer),
        }])
    }

    /// `request_ends`.
    pub(super) fn withdraw(&self, app: AppId) -> Decision {
        match self.thread.position_of(app) {
            Some(_) => Ok(vec![Event::RequestWithdrawn { app }]),
            None => Err(Refusal::NoRequest),
        }
    }

    /// `release_by_owner`.
    pub(super) fn release(&self, app: AppId) -> Decision {
        self.must_own(app)?;
        Ok(self.let_go(Reason::Release, With::NOTHING))
    }

    /// `extend_by_owner`: the later of what it was and now plus the duration.
    pub(super) fn extend(&self, app: AppId, duration: i64) -> Decision {
        limits::within("duration", duration, EXTEND_SECONDS, "seconds")?;
        self.must_own(app)?;
        let asked = self.now + Seconds(duration);
        if self.thread.expires_at().is_some_and(|at| at >= asked) {
            return Ok(Vec::new());
        }
        Ok(vec![Event::ControlExtended { owner: app.into(), expires_at: asked }])
    }

    /// `metadata_without_control`.
    pub(super) fn pass_metadata(&self, app: AppId, target: Target, metadata: &str) -> Decision {
        limits::characters("metadata", metadata, limits::METADATA)?;
        self.must_own(app)?;
        match target {
            Some(Participant::App(to)) if self.page.is_subscribed(to) => {
                self.must_reach(to)?;
                Ok(vec![Event::MetadataPassed { from: app.into(), to, metadata: metadata.to_owned() }])
            }
            _ => Err(Refusal::TargetNotSubscribed),
        }
    }

    /// Whether the thread can go to the target: another participant of the page that may reach the
    /// customer (`pass_by_owner`, `review_live`).
    pub(super) fn may_be_given(&self, target: Target) -> Result<Participant, Refusal> {
        let target = target.ok_or(Refusal::TargetNotSubscribed)?;
        if self.thread.is_owned_by(target) {
            return Err(Refusal::AlreadyOwner);
        }
        if let Participant::App(app) = target {
            if !self.page.is_subscribed(app) {
                return Err(Refusal::TargetNotSubscribed);
            }
            self.must_reach(app)?;
        }
        Ok(target)
    }
}
