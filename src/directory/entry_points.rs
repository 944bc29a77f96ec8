//! Where conversations can begin, and which app they then go to; and the page's menu.

use std::sync::Arc;

use super::{Answer, Directory, Editor, PageView, Problem, Refused, limits, refusal, told};
use crate::{
    id::{AppId, EntryPointId, PageId},
    protocol::{Caller, EntryPointSource, Menu, MenuItem, page_menu},
    store::{AuditKind, Entry, EntryPointRecord, PageRecord, entry_points, pages},
};

impl Editor {
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
        let view = self.within(&change).await?.page(&*change, page).await?.ok_or(Problem::NotFound("the page"))?;
        if !view.rules.is_subscribed(app) {
            return Err(Refused::NotSubscribed(app).into());
        }
        if !view.rules.entry_points.contains_key(&(source, key.clone())) {
            refusal::room("key", view.entry_points.len(), limits::ENTRY_POINTS, "entry points a page")?;
        }
        let id = self.ids().entry_point_id(self.now());
        let before = view.entry_points.iter().find(|it| it.source == source && it.key == key).map(told::entry_point);
        let set = entry_points::upsert(&change, &EntryPointRecord { id, page, source, key, app }).await?;
        let entry = Entry::new(AuditKind::EntryPointSet, &set.id).on(page).after(told::entry_point(&set));
        change.commit(Entry { before, ..entry }).await?;
        self.existing_page(page).await
    }

    /// # Errors
    ///
    /// The page has no such entry point.
    pub async fn delete_entry_point(&self, page: PageId, id: EntryPointId) -> Answer<Arc<PageView>> {
        let change = self.change().await?;
        let there = entry_points::of_page(&*change, page).await?.into_iter().find(|it| it.id == id);
        let there = there.ok_or(Problem::NotFound("the entry point"))?;
        entry_points::delete(&change, page, id).await?;
        let entry = Entry::new(AuditKind::EntryPointDeleted, &id).on(page).before(told::entry_point(&there));
        change.commit(entry).await?;
        self.existing_page(page).await
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
        let view = self.within(&change).await?.page(&*change, page).await?.ok_or(Problem::NotFound("the page"))?;
        let menu = page_menu(&view.rules, caller, items, self.now())?;
        if menu.is_none() && view.record.menu.is_none() {
            return Ok(None);
        }
        pages::update(&change, &PageRecord { menu: menu.clone(), ..view.record.clone() }).await?;
        let kind = if menu.is_some() { AuditKind::PageMenuSet } else { AuditKind::PageMenuDeleted };
        let [before, after] = [&view.record.menu, &menu].map(|it| it.as_ref().map(told::menu));
        change.commit(Entry { before, after, ..Entry::new(kind, &page) }).await?;
        Ok(menu)
    }
}

impl Directory {
    /// Whose entry point it is.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn entry_point_page(&self, id: EntryPointId) -> Answer<Option<PageId>> {
        Ok(entry_points::page_of(self.store().reader(), id).await?)
    }
}
