//! What apps and people do in a scene.

use baton::{
    protocol::{
        Caller, Command, Content, InboxReply, MenuAction, MenuItem, MessageTag, Participant, Permissions, Send,
        SendSurvey, Target, Tasks,
    },
    time::Timestamp,
};

use super::{Answer, BUY, Scene};

/// Somebody, about to do something.
pub struct Acting<'a> {
    scene: &'a mut Scene,
    caller: Caller,
    expected_epoch: Option<i64>,
    metadata: Option<String>,
    key_used_at: Option<Timestamp>,
}

impl<'a> Acting<'a> {
    pub const fn new(scene: &'a mut Scene, caller: Caller) -> Self {
        Self { scene, caller, expected_epoch: None, metadata: None, key_used_at: None }
    }

    /// By a token of somebody who has other tasks than usual.
    pub fn having(mut self, given: Tasks) -> Self {
        if let Caller::App { tasks, .. } | Caller::Person { tasks, .. } = &mut self.caller {
            *tasks = given;
        }
        self
    }

    /// By a token with other permissions than usual.
    pub fn permitted(mut self, given: Permissions) -> Self {
        if let Caller::App { permissions, .. } = &mut self.caller {
            *permissions = given;
        }
        self
    }

    /// Believing the thread to be at this epoch.
    pub const fn at_epoch(mut self, epoch: i64) -> Self {
        self.expected_epoch = Some(epoch);
        self
    }

    pub fn saying(mut self, metadata: &str) -> Self {
        self.metadata = Some(metadata.to_owned());
        self
    }

    /// With an idempotency key that it used at that time.
    pub const fn with_key_used_at(mut self, at: Timestamp) -> Self {
        self.key_used_at = Some(at);
        self
    }

    pub fn passes_to(self, target: impl Into<Participant>) -> Answer {
        self.passes_to_target(Some(target.into()))
    }

    pub fn passes_to_target(self, target: Target) -> Answer {
        let (metadata, expected_epoch) = (self.metadata.clone(), self.expected_epoch);
        self.asks(&Command::Pass { target, metadata, expected_epoch })
    }

    pub fn takes(self) -> Answer {
        let (metadata, expected_epoch) = (self.metadata.clone(), self.expected_epoch);
        self.asks(&Command::Take { metadata, expected_epoch })
    }

    pub fn requests(self) -> Answer {
        let metadata = self.metadata.clone();
        self.asks(&Command::Request { metadata })
    }

    pub fn withdraws(self) -> Answer {
        self.asks(&Command::Withdraw)
    }

    pub fn releases(self) -> Answer {
        let expected_epoch = self.expected_epoch;
        self.asks(&Command::Release { expected_epoch })
    }

    pub fn extends(self, duration: i64) -> Answer {
        let expected_epoch = self.expected_epoch;
        self.asks(&Command::Extend { duration, expected_epoch })
    }

    pub fn passes_metadata_to(self, target: impl Into<Participant>, metadata: &str) -> Answer {
        self.asks(&Command::PassMetadata { target: Some(target.into()), metadata: metadata.to_owned() })
    }

    pub fn sends(self) -> Answer {
        self.sends_content(text("hello"), None)
    }

    pub fn sends_as_human_agent(self) -> Answer {
        self.sends_content(text("hello"), Some(MessageTag::HumanAgent))
    }

    pub fn sends_content(self, content: Content, tag: Option<MessageTag>) -> Answer {
        let (expected_epoch, key_used_at) = (self.expected_epoch, self.key_used_at);
        let message = self.scene.new_message();
        self.asks(&Command::Send(Send { message, content, tag, expected_epoch, key_used_at }))
    }

    pub fn sends_survey(self) -> Answer {
        let (message, key_used_at) = (self.scene.new_message(), self.key_used_at);
        self.asks(&Command::SendSurvey(SendSurvey { message, content: text("How was it?"), key_used_at }))
    }

    pub fn sets_user_menu(self) -> Answer {
        self.sets_user_menu_of(menu())
    }

    pub fn sets_user_menu_of(self, items: Vec<MenuItem>) -> Answer {
        self.asks(&Command::SetUserMenu { items })
    }

    pub fn deletes_user_menu(self) -> Answer {
        self.asks(&Command::DeleteUserMenu)
    }

    pub fn replies(self) -> Answer {
        let (message, key_used_at) = (self.scene.new_message(), self.key_used_at);
        self.asks(&Command::InboxReply(InboxReply { message, content: text("hello"), key_used_at }))
    }

    pub fn moves_to_main(self) -> Answer {
        self.asks(&Command::InboxMoveToMain)
    }

    pub fn marks_done(self) -> Answer {
        self.asks(&Command::InboxMarkDone)
    }

    pub fn passes_from_inbox_to(self, target: impl Into<Participant>) -> Answer {
        let metadata = self.metadata.clone();
        self.asks(&Command::InboxPass { target: Some(target.into()), metadata })
    }

    pub fn asks(self, command: &Command) -> Answer {
        self.scene.call(&self.caller, command)
    }
}

pub fn text(text: &str) -> Content {
    Content { text: Some(text.to_owned()), ..Content::default() }
}

/// A menu of one item, which sends [`BUY`].
pub fn menu() -> Vec<MenuItem> {
    vec![MenuItem { title: "Buy".to_owned(), action: MenuAction::Payload(BUY.to_owned()) }]
}
