//! What customers do beside writing.

use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Utc};

use super::At;
use crate::{
    graphql::{
        context::Reach,
        object::{
            app::App,
            control::int,
            enums::{EntryPointSource, QuestionType},
            message::Message,
            participant::load_app,
            thread_ref::ThreadRef,
        },
    },
    id::{AppId, MessageId},
    protocol::Feedback,
};

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
