//! What clients of the Graph API set on a page, a thread or an app and read back. No rule depends on it: of a menu, the
//! rules know the items, and here is how its client wrote them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Answer, Directory, Editor, Problem, Refused, change::Change, limits, told};
use crate::{
    id::{PageId, ThreadId},
    protocol::{Caller, Forbidden, Menu, MenuItem, Refusal, page_menu},
    store::{AuditKind, Entry, PageRecord, StoreError, pages, properties, properties::Node},
};

/// The property that has a menu as its client wrote it.
const MENU: &str = "persistent_menu";

/// What becomes of a page's profile.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    /// The page-level menu: its items and how they were written, or that it goes.
    pub menu: Option<Option<(Vec<MenuItem>, Value)>>,
    /// Other properties by name; `None` removes one.
    pub properties: BTreeMap<&'static str, Option<Value>>,
}

/// How this menu was written, if a client of the Graph API wrote it: what was written for another menu is not this one's.
pub fn menu_as_written(menu: &Menu, properties: &BTreeMap<String, Value>) -> Option<Value> {
    let kept = properties.get(MENU)?;
    (kept["app"] == json!(menu.app) && kept["items"] == json!(menu.items)).then(|| kept["menu"].clone())
}

fn kept(menu: &Menu, written: &Value) -> Value {
    json!({"app": menu.app, "items": menu.items, "menu": written})
}

impl Directory {
    /// All properties of a node, by name.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn properties(&self, node: Node) -> Result<BTreeMap<String, Value>, StoreError> {
        properties::of(self.store().reader(), node).await
    }

    /// Sets or removes a property of a node.
    ///
    /// # Errors
    ///
    /// INVALID: too large.
    pub async fn set_property(&self, node: Node, name: &'static str, value: Option<&Value>) -> Answer<()> {
        let tx = self.store().write().await?;
        match value {
            Some(value) => properties::set(&tx, node, name, within(name, value)?).await?,
            None => properties::remove(&tx, node, name).await?,
        }
        Ok(tx.commit().await?)
    }

    /// Keeps how a thread's own menu was written.
    ///
    /// # Errors
    ///
    /// INVALID: too large.
    pub async fn keep_user_menu(&self, thread: ThreadId, menu: &Menu, written: &Value) -> Answer<()> {
        self.set_property(Node::Thread(thread), MENU, Some(&kept(menu, written))).await
    }
}

impl Editor {
    /// Changes a page's profile, all of it or nothing: the menu by `page_menu`, the rest by any app that is subscribed.
    ///
    /// # Errors
    ///
    /// The rule refuses; INVALID: too large; the page does not exist.
    pub async fn set_profile(&self, id: PageId, caller: &Caller, profile: ProfileChange) -> Answer<()> {
        let change = self.change().await?;
        let view = self.within(&change).await?.page(&*change, id).await?.ok_or(Problem::NotFound("the page"))?;
        match caller {
            Caller::App { app, .. } if view.rules.is_subscribed(*app) => {}
            Caller::App { .. } => return Err(Refusal::from(Forbidden::NotSubscribed).into()),
            _ => return Err(Refusal::from(Forbidden::AppsOnly).into()),
        }
        let node = Node::Page(id);
        let mut told = Vec::new();
        if let Some(wanted) = profile.menu {
            let (items, written) = wanted.unzip();
            let menu = page_menu(&view.rules, caller, items, self.now())?;
            keep_page_menu(&change, node, menu.as_ref().zip(written.as_ref())).await?;
            pages::update(&change, &PageRecord { menu: menu.clone(), ..view.record.clone() }).await?;
            let kind = if menu.is_some() { AuditKind::PageMenuSet } else { AuditKind::PageMenuDeleted };
            let [before, after] = [&view.record.menu, &menu].map(|it| it.as_ref().map(told::menu));
            told.push(Entry { before, after, ..Entry::new(kind, &id) });
        }
        if !profile.properties.is_empty() {
            let had = properties::of(&*change, node).await?;
            for (name, value) in &profile.properties {
                match value {
                    Some(value) => properties::set(&change, node, name, within(name, value)?).await?,
                    None => properties::remove(&change, node, name).await?,
                }
            }
            let before: BTreeMap<_, _> = profile.properties.keys().map(|name| (*name, had.get(*name))).collect();
            let entry = Entry::new(AuditKind::PageSettingsUpdated, &id);
            told.push(entry.before(json!(before)).after(json!(profile.properties)));
        }
        let Some(last) = told.pop() else { return Ok(()) };
        for entry in told {
            change.note(entry).await?;
        }
        Ok(change.commit(last).await?)
    }
}

async fn keep_page_menu(change: &Change<'_>, node: Node, menu: Option<(&Menu, &Value)>) -> Answer<()> {
    match menu {
        Some((menu, written)) => properties::set(change, node, MENU, within(MENU, &kept(menu, written))?).await?,
        None => properties::remove(change, node, MENU).await?,
    }
    Ok(())
}

fn within<'a>(field: &'static str, value: &'a Value) -> Result<&'a Value, Refused> {
    let bytes = value.to_string().len();
    if bytes <= limits::PROPERTY {
        return Ok(value);
    }
    let problem = format!("{} bytes of JSON are allowed, {bytes} were given", limits::PROPERTY);
    Err(Refused::Invalid { field, problem })
}
