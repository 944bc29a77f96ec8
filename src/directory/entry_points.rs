//! Where conversations can begin, and which app they then go to; and the page's menu.

use std::sync::Arc;

use super::{Answer, Directory, PageView, Problem, Refused, limits, refusal};
use crate::{
    id::{AppId, EntryPointId, PageId},
    protocol::{Caller, EntryPointSource, Menu, MenuItem, page_menu},
    store::{EntryPointRecord, PageRecord, entry_points, pages},
};

impl Directory {
    /// Threads that begin there go to this app; an entry point that exists gets it.
    ///
    /// # Errors
    ///
    /// INVALID key; an app that is not subscribed; too many entry points.
    pub async fn set_entry_point(
        &self,
        page: PageId,
        source: EntryPointSource,
        key: &str,
        app: AppId,
    ) -> Answer<Arc<PageView>> {
        let key = refusal::text("key", key, limits::ENTRY_POINT_KEY)?;
        let change = self.change().await?;
        let view = self.within(&*change).await?.page(&*change, page).await?.ok_or(Problem::NotFound("the page"))?;
        if !view.rules.is_subscribed(app) {
            return Err(Refused::NotSubscribed(app).into());
        }
        if !view.rules.entry_points.contains_key(&(source, key.clone())) {
            refusal::room("key", view.entry_points.len(), limits::ENTRY_POINTS, "entry points a page")?;
        }
        let id = self.ids().entry_point_id(self.now());
        entry_points::upsert(&change, &EntryPointRecord { id, page, source, key, app }).await?;
        change.commit().await?;
        self.existing_page(page).await
    }

    /// # Errors
    ///
    /// The page has no such entry point.
    pub async fn delete_entry_point(&self, page: PageId, id: EntryPointId) -> Answer<Arc<PageView>> {
        let change = self.change().await?;
        if !entry_points::delete(&change, page, id).await? {
            return Err(Problem::NotFound("the entry point"));
        }
        change.commit().await?;
        self.existing_page(page).await
    }

    /// Whose entry point it is.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn entry_point_page(&self, id: EntryPointId) -> Answer<Option<PageId>> {
        Ok(entry_points::page_of(self.store().reader(), id).await?)
    }

    /// Sets the page-level menu, or deletes it (`page_menu`).
    ///
    /// # Errors
    ///
    /// What the protocol has against it.
    pub async fn set_page_menu(
        &self,
        page: PageId,
        caller: &Caller,
        items: Option<Vec<MenuItem>>,
    ) -> Answer<Option<Menu>> {
        let change = self.change().await?;
        let view = self.within(&*change).await?.page(&*change, page).await?.ok_or(Problem::NotFound("the page"))?;
        let menu = page_menu(&view.rules, caller, items, self.now())?;
        pages::update(&change, &PageRecord { menu: menu.clone(), ..view.record.clone() }).await?;
        change.commit().await?;
        Ok(menu)
    }
}
