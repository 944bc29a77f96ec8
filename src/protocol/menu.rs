//! Persistent menus and buttons: what a customer taps.

use serde::{Deserialize, Serialize};

use crate::{id::AppId, time::Timestamp};

/// A persistent menu of a page or of one thread; a tap goes to the app that set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Menu {
    pub app: AppId,
    pub items: Vec<MenuItem>,
    pub updated_at: Timestamp,
}

/// One line of a menu: it sends a payload back, or opens a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuItem {
    pub title: String,
    pub action: MenuAction,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MenuAction {
    Payload(String),
    Url(String),
}

/// Which of its two menus a customer tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MenuLevel {
    Page,
    User,
}

/// A button or quick reply of a message, with the payload that a tap sends back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    pub title: String,
    pub payload: String,
}

impl Menu {
    pub fn has_payload(&self, payload: &str) -> bool {
        self.items.iter().any(|item| matches!(&item.action, MenuAction::Payload(it) if it == payload))
    }
}
