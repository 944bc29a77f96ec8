use async_graphql::{Context, ID, Result, SimpleObject, Union, Value};

use super::app::App;
use crate::{
    directory::Generation,
    graphql::{
        at_hand::{Asked, AtHand, scalar, text},
        context::Reach,
        error,
    },
    id::AppId,
    protocol::{self, Platform},
};

/// The people's inbox of a page.
#[derive(SimpleObject, Clone, Debug)]
pub struct Inbox {
    /// The well-known app id that the inbox has on the Graph API.
    id: ID,
    /// What people call it.
    name: String,
}

/// Whoever can control a thread.
#[derive(Union, Clone)]
pub enum Participant {
    App(App),
    Inbox(Inbox),
}

impl Inbox {
    pub fn of(platform: Platform) -> Self {
        let name = match platform {
            Platform::Messenger | Platform::Web => "Page Inbox",
            Platform::Instagram => "Instagram Inbox",
        };
        Self { id: platform.inbox_id().to_string().into(), name: name.to_owned() }
    }
}

impl Participant {
    /// Whom the configuration in memory knows.
    pub fn known(configuration: &Generation, platform: Platform, who: protocol::Participant) -> Option<Self> {
        match who {
            protocol::Participant::Inbox => Some(Self::Inbox(Inbox::of(platform))),
            protocol::Participant::App(app) => configuration.known_app(app).map(|it| Self::App(App(it))),
        }
    }

    pub async fn load(ctx: &Context<'_>, platform: Platform, who: protocol::Participant) -> Result<Self> {
        match who {
            protocol::Participant::Inbox => Ok(Self::Inbox(Inbox::of(platform))),
            protocol::Participant::App(app) => load_app(ctx, app).await.map(Self::App),
        }
    }
}

/// An app that the log or a thread names. Apps are never deleted.
pub async fn load_app(ctx: &Context<'_>, id: AppId) -> Result<App> {
    let app = ctx.directory().app(id).await.map_err(|it| error::store(&it))?;
    app.map(App).ok_or_else(|| error::not_found("the app"))
}

impl AtHand for Inbox {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        match asked.name() {
            "id" => Some(scalar(&self.id)),
            "name" => Some(text(&*self.name)),
            _ => None,
        }
    }
}

impl AtHand for Participant {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        match self {
            Self::App(app) => app.at_hand(asked),
            Self::Inbox(inbox) => inbox.at_hand(asked),
        }
    }
}
