//! What happened to threads. Each kind of event is a type; all of them are `ThreadEvent`s.

mod at;

use std::sync::Arc;

use async_graphql::{Context, Interface, Object, Result};
use chrono::{DateTime, Utc};

use super::{
    app::App,
    control::int,
    enums::{ControlChangeReason, EntryPointSource, InboxFolder, MenuLevel, QuestionType},
    menu::PersistentMenu,
    message::Message,
    participant::{Participant, load_app},
    person::{User, load_user, maybe_user},
    thread::{Thread, folder},
    thread_ref::ThreadRef,
};
use crate::{
    graphql::context::Reach,
    id::{AppId, MessageId, UserId},
    protocol::{self, ControlChange, Event, Feedback},
    store::EventRecord,
    time::Timestamp,
};
use at::At;

/// One thing that happened to a thread. `sequence` counts 1, 2, 3 … within the thread; `cursor` orders
/// a whole page's feed.
#[derive(Interface, Clone)]
#[graphql(
    field(name = "cursor", ty = "String", desc = "Its place in the page's feed."),
    field(name = "sequence", ty = "i32", desc = "Counts 1, 2, 3 … within the thread."),
    field(name = "occurred_at", ty = "DateTime<Utc>", desc = "When it happened."),
    field(name = "thread", ty = "ThreadRef", desc = "The thread as it is now.")
)]
pub enum ThreadEvent {
    ControlChanged(ControlChanged),
    ControlRequested(ControlRequested),
    RequestWithdrawn(RequestWithdrawn),
    ControlExtended(ControlExtended),
    MetadataPassed(MetadataPassed),
    MessageReceived(MessageReceived),
    MessageSent(MessageSent),
    PostbackReceived(PostbackReceived),
    ReferralReceived(ReferralReceived),
    FeedbackReceived(FeedbackReceived),
    SurveyHeld(SurveyHeld),
    SurveyDropped(SurveyDropped),
    UserMenuChanged(UserMenuChanged),
    FolderChanged(FolderChanged),
}

/// An event as the API shows it.
pub fn shown(record: Arc<EventRecord>, thread: Option<Thread>) -> ThreadEvent {
    let event = record.event.clone();
    let owner = record.owner;
    let at = At { record, thread };
    match event {
        Event::ControlChanged(change) => ControlChanged { at, change }.into(),
        Event::ControlRequested { app, metadata, position, .. } => {
            ControlRequested { at, app, metadata, position }.into()
        }
        Event::RequestWithdrawn { app } => RequestWithdrawn { at, app }.into(),
        Event::ControlExtended { owner, expires_at } => ControlExtended { at, owner, expires_at }.into(),
        Event::MetadataPassed { from, to, metadata } => MetadataPassed { at, from, to, metadata }.into(),
        Event::MessageReceived { message, .. } => MessageReceived { at, message }.into(),
        Event::MessageSent { message, by, .. } => MessageSent { at, message, by }.into(),
        Event::SurveyHeld { message, .. } => SurveyHeld { at, message }.into(),
        Event::SurveyDropped { message, .. } => SurveyDropped { at, message }.into(),
        Event::PostbackReceived { payload, title, app, from_menu, .. } => {
            PostbackReceived { at, payload, title, app, from_menu }.into()
        }
        Event::ReferralReceived { source, key, .. } => ReferralReceived { at, source: source.into(), key }.into(),
        Event::FeedbackReceived { survey, app, feedback } => FeedbackReceived { at, survey, app, feedback }.into(),
        Event::UserMenuChanged { app, menu } => UserMenuChanged { at, app, menu }.into(),
        Event::MarkedDone { by } => FolderChanged { at, folder: folder(owner), by }.into(),
    }
}

/// One event type: its own fields after the four that all have.
macro_rules! event {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),+ } $($resolvers:tt)*) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name {
            at: At,
            $($field: $type),+
        }

        $(#[$doc])*
        #[Object]
        impl $name {
            /// Its place in the page's feed.
            async fn cursor(&self) -> String {
                self.at.cursor()
            }

            /// Counts 1, 2, 3 … within the thread.
            async fn sequence(&self) -> i32 {
                int(self.at.record.sequence)
            }

            /// When it happened.
            async fn occurred_at(&self) -> DateTime<Utc> {
                self.at.record.occurred_at.to_datetime()
            }

            /// The thread as it is now.
            async fn thread(&self) -> ThreadRef {
                self.at.thread()
            }

            $($resolvers)*
        }
    };
}

event! {
    /// Control moved: the only event that raises the epoch.
    ControlChanged { change: ControlChange }

    /// Null if the thread was idle.
    async fn previous_owner(&self, ctx: &Context<'_>) -> Result<Option<Participant>> {
        match self.change.previous {
            Some(owner) => self.at.participant(ctx, owner).await.map(Some),
            None => Ok(None),
        }
    }

    /// Null if the thread went idle.
    async fn new_owner(&self, ctx: &Context<'_>) -> Result<Option<Participant>> {
        match self.change.new {
            Some(owner) => self.at.participant(ctx, owner).await.map(Some),
            None => Ok(None),
        }
    }

    /// Why control moved.
    async fn reason(&self) -> ControlChangeReason {
        self.change.reason.into()
    }

    /// What whoever moved it had to say.
    async fn metadata(&self) -> Option<&str> {
        self.change.metadata.as_deref()
    }

    /// The thread's epoch from here on.
    async fn epoch(&self) -> i32 {
        int(self.change.epoch)
    }

    /// The person in the inbox who did it; null if an app, the customer or time did.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        maybe_user(ctx, self.change.by.as_ref()).await
    }
}

event! {
    /// An app waits for control, or changed what it has to say while it waits.
    ControlRequested { app: AppId, metadata: Option<String>, position: u32 }

    /// Who asks.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.app).await
    }

    /// What it has to say.
    async fn metadata(&self) -> Option<&str> {
        self.metadata.as_deref()
    }

    /// Its place in the queue: 1 for the longest wait.
    async fn position(&self) -> u32 {
        self.position
    }
}

event! {
    /// An app waits for control no more.
    RequestWithdrawn { app: AppId }

    /// Who waited.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.app).await
    }
}

event! {
    /// The owner keeps control for longer.
    ControlExtended { owner: protocol::Participant, expires_at: Timestamp }

    /// Who keeps control.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Participant> {
        self.at.participant(ctx, self.owner).await
    }

    /// When the thread goes idle unless something happens.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.expires_at.to_datetime()
    }
}

event! {
    /// The owner told another app something, and kept control.
    MetadataPassed { from: protocol::Participant, to: AppId, metadata: String }

    /// The owner.
    async fn from(&self, ctx: &Context<'_>) -> Result<Participant> {
        self.at.participant(ctx, self.from).await
    }

    /// Who it is for.
    async fn to(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.to).await
    }

    /// What it says.
    async fn metadata(&self) -> &str {
        &self.metadata
    }
}

event! {
    /// The customer wrote.
    MessageReceived { message: MessageId }

    /// For those who may read messages.
    async fn message(&self, ctx: &Context<'_>) -> Result<Message> {
        self.at.message(ctx, &self.message).await
    }
}

event! {
    /// An app or the inbox wrote.
    MessageSent { message: MessageId, by: Option<UserId> }

    /// For those who may read messages.
    async fn message(&self, ctx: &Context<'_>) -> Result<Message> {
        self.at.message(ctx, &self.message).await
    }

    /// The person who wrote it in the inbox; null if an app did.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        maybe_user(ctx, self.by.as_ref()).await
    }
}

event! {
    /// The customer tapped a button or a menu item.
    PostbackReceived { payload: String, title: Option<String>, app: AppId, from_menu: bool }

    /// Empty for apps that did not create what was tapped.
    async fn payload(&self, ctx: &Context<'_>) -> Result<&str> {
        // `postback_to_creator`: also to whoever reads the log.
        let is_anothers = ctx.session()?.app().is_some_and(|it| it.app != self.app);
        Ok(if is_anothers { "" } else { &self.payload })
    }

    /// What the customer saw on it.
    async fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Who created it, and therefore gets control.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.app).await
    }

    /// Whether it was a menu item.
    async fn from_menu(&self) -> bool {
        self.from_menu
    }
}

event! {
    /// The customer came through an ad or a link.
    ReferralReceived { source: EntryPointSource, key: String }

    /// How the customer came.
    async fn source(&self) -> EntryPointSource {
        self.source
    }

    /// The ad's id, or the ref parameter of the link.
    async fn key(&self) -> &str {
        &self.key
    }
}

event! {
    /// The customer answered a survey.
    FeedbackReceived { survey: MessageId, app: AppId, feedback: Feedback }

    /// The survey; for those who may read messages.
    async fn message(&self, ctx: &Context<'_>) -> Result<Message> {
        self.at.message(ctx, &self.survey).await
    }

    /// Who sent the survey, and therefore hears the answer.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.app).await
    }

    /// The name that the survey gave the question.
    async fn question_id(&self) -> &str {
        &self.feedback.question
    }

    /// What the question asked for.
    async fn question_type(&self) -> QuestionType {
        self.feedback.question_type.into()
    }

    /// The score as text, or what the customer wrote; for those who may read messages. Empty for apps that did not ask.
    async fn answer(&self, ctx: &Context<'_>) -> Result<&str> {
        Ok(if self.at.is_told(ctx, self.app).await? { &self.feedback.answer } else { "" })
    }

    /// What the customer wrote beside a score, likewise.
    async fn follow_up(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let told = self.at.is_told(ctx, self.app).await?;
        Ok(self.feedback.follow_up.as_deref().filter(|_| told))
    }
}

event! {
    /// A survey waits for the thread to go idle.
    SurveyHeld { message: MessageId }

    /// For those who may read messages.
    async fn message(&self, ctx: &Context<'_>) -> Result<Message> {
        self.at.message(ctx, &self.message).await
    }
}

event! {
    /// A survey that waited will not be sent: its app left the page.
    SurveyDropped { message: MessageId }

    /// For those who may read messages.
    async fn message(&self, ctx: &Context<'_>) -> Result<Message> {
        self.at.message(ctx, &self.message).await
    }
}

event! {
    /// The thread's own menu was set or deleted.
    UserMenuChanged { app: AppId, menu: Option<protocol::Menu> }

    /// Null if it was deleted.
    async fn menu(&self) -> Option<PersistentMenu> {
        self.menu.clone().map(|menu| PersistentMenu { level: MenuLevel::User, menu })
    }

    /// Who did it.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.app).await
    }
}

event! {
    /// A person marked the thread done.
    FolderChanged { folder: InboxFolder, by: UserId }

    /// Where the thread is now.
    async fn folder(&self) -> InboxFolder {
        self.folder
    }

    /// Whether it is marked done.
    async fn is_done(&self) -> bool {
        true
    }

    /// Who did it.
    async fn by(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        load_user(ctx, &self.by).await
    }
}
