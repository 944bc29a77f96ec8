use async_graphql::{Context, ID, Result, SimpleObject, Union};

use super::app::App;
use crate::{
    graphql::{context::Reach, error},
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
