//! A dry run: who would get what a customer does.

use async_graphql::{Context, InputObject, Object, Result};

use super::{
    app::App,
    enums::{AppChannel, EntryPointSource},
    participant::{Participant, load_app},
};
use crate::{
    id::AppId,
    protocol::{self, Platform, Preview, audience::Channel},
};

/// An ad or a link that a customer comes through.
#[derive(InputObject, Clone, Debug)]
pub struct ReferralInput {
    /// How the customer comes.
    source: EntryPointSource,
    /// The ad's id, or the ref parameter of the link.
    pub key: String,
}

impl From<ReferralInput> for protocol::Referral {
    fn from(it: ReferralInput) -> Self {
        Self { source: it.source.into(), key: it.key }
    }
}

/// What would become of something that a customer does now.
pub struct RoutingPreview {
    pub platform: Platform,
    /// Who controls the thread before it.
    pub before: Option<protocol::Participant>,
    pub preview: Preview,
}

/// What would become of something that a customer does now, by the very rules that decide when it happens.
#[Object]
impl RoutingPreview {
    /// Who would control the thread; null if nobody would, so that people find it in the inbox.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Option<Participant>> {
        self.load(ctx, self.preview.owner).await
    }

    /// Who controls the thread now; null if nobody does, or there is none.
    async fn previous_owner(&self, ctx: &Context<'_>) -> Result<Option<Participant>> {
        self.load(ctx, self.before).await
    }

    /// The name of the rule by which control would move, or stay, as in the protocol's description.
    async fn rule(&self) -> &str {
        self.preview.rule
    }

    /// The app that a rule would choose first, if its review let it reach this customer; null if none is passed over.
    async fn passed_over(&self, ctx: &Context<'_>) -> Result<Option<App>> {
        match self.preview.passed_over {
            Some(app) => load_app(ctx, app).await.map(Some),
            None => Ok(None),
        }
    }

    /// How each app of the page would hear of it.
    async fn hears(&self) -> Vec<RoutingListener> {
        self.preview.hears.iter().map(|&(app, channel)| RoutingListener { app, channel }).collect()
    }
}

impl RoutingPreview {
    async fn load(&self, ctx: &Context<'_>, who: Option<protocol::Participant>) -> Result<Option<Participant>> {
        match who {
            Some(who) => Participant::load(ctx, self.platform, who).await.map(Some),
            None => Ok(None),
        }
    }
}

/// An app that may hear of it.
pub struct RoutingListener {
    app: AppId,
    channel: Option<Channel>,
}

/// An app of the page, and how it would hear of what a customer does.
#[Object]
impl RoutingListener {
    /// Which app.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.app).await
    }

    /// MESSAGING to the owner, STANDBY to others. Null if it would not hear of it: its fields leave it out, or its review
    /// does not let it reach the customer.
    async fn channel(&self) -> Option<AppChannel> {
        self.channel.map(Into::into)
    }
}
