use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};

use super::{app::App, enums::MenuLevel, participant::load_app};
use crate::protocol::{self, MenuAction};

/// A menu that the customer always has at hand; a tap goes to the app that set it.
#[derive(Clone)]
pub struct PersistentMenu {
    pub level: MenuLevel,
    pub menu: protocol::Menu,
}

/// One line of a menu: it sends a payload back, or opens a URL.
#[derive(SimpleObject, Clone, Debug)]
pub struct MenuItem {
    /// What the customer sees.
    title: String,
    /// What a tap sends back; null if it opens a URL.
    payload: Option<String>,
    /// What a tap opens; null if it sends a payload back.
    url: Option<String>,
}

/// A menu that the customer always has at hand; a tap goes to the app that set it.
#[Object]
impl PersistentMenu {
    /// For whom it is.
    async fn level(&self) -> MenuLevel {
        self.level
    }

    /// Who set it, and gets what is tapped.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.menu.app).await
    }

    /// From top to bottom: 1 to 20.
    async fn items(&self) -> Vec<MenuItem> {
        self.menu.items.iter().map(MenuItem::of).collect()
    }

    /// When it was set.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.menu.updated_at.to_datetime()
    }
}

impl MenuItem {
    fn of(item: &protocol::MenuItem) -> Self {
        let (payload, url) = match &item.action {
            MenuAction::Payload(payload) => (Some(payload.clone()), None),
            MenuAction::Url(url) => (None, Some(url.clone())),
        };
        Self { title: item.title.clone(), payload, url }
    }
}
