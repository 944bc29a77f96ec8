//! *The inbox* (`protocol.md`): people answer customers, and step in for the bot by doing so.

use super::{Actor, Case, Decision, Refusal, limits, moves::With};
use crate::protocol::{
    command::{InboxReply, Target},
    event::{Event, Reason},
    participant::Participant,
};

impl Case<'_> {
    /// `inbox_reply_takes`, `inbox_reply_to_done`.
    pub(super) fn inbox_reply(&self, actor: Actor<'_>, reply: &InboxReply) -> Decision {
        if self.is_repeated(reply.key_used_at) {
            return Ok(Vec::new());
        }
        limits::content(&reply.content)?;
        self.must_be_open(None)?;
        let stays = self.thread.is_done || self.thread.is_owned_by(Participant::Inbox);
        let change = (!stays).then(|| self.give_inbox(&actor, Reason::InboxReply));
        let expires_at = if stays { self.expiry_after_activity() } else { Some(self.fresh_expiry()) };
        let sent = Event::MessageSent {
            message: reply.message.clone(),
            sender: Participant::Inbox,
            tag: None,
            expires_at,
            by: Some(actor.0.clone()),
        };
        Ok(change.into_iter().chain([sent]).collect())
    }

    /// `inbox_move_takes`.
    pub(super) fn inbox_move_to_main(&self, actor: Actor<'_>) -> Decision {
        if self.thread.is_owned_by(Participant::Inbox) {
            return Ok(Vec::new());
        }
        Ok(vec![self.give_inbox(&actor, Reason::InboxMove)])
    }

    /// `done_mark`, `inbox_done_releases`: the mark first, so that nothing that follows undoes it.
    pub(super) fn inbox_mark_done(&self, actor: Actor<'_>) -> Decision {
        if self.thread.is_done {
            return Ok(Vec::new());
        }
        let mut events = vec![Event::MarkedDone { by: actor.0.clone() }];
        if self.thread.is_owned_by(Participant::Inbox) {
            let with = With { metadata: None, by: Some(actor.0) };
            match self.page.primary_for(&self.thread.customer) {
                Some(primary) => events.push(self.give(primary, Reason::InboxDone, with)),
                None => events.extend(self.let_go(Reason::InboxDone, with)),
            }
        }
        Ok(events)
    }

    /// `inbox_passes`.
    pub(super) fn inbox_pass(&self, actor: Actor<'_>, target: Target, metadata: Option<&str>) -> Decision {
        limits::metadata(metadata)?;
        if !self.thread.is_owned_by(Participant::Inbox) {
            return Err(Refusal::NotThreadOwner { owner: self.thread.owner() });
        }
        let target = self.may_be_given(target)?;
        Ok(vec![self.give(target, Reason::Pass, With { metadata, by: Some(actor.0) })])
    }

    fn give_inbox(&self, actor: &Actor<'_>, reason: Reason) -> Event {
        self.give(Participant::Inbox, reason, With { metadata: None, by: Some(actor.0) })
    }
}
