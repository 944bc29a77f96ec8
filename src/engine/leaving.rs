//! `leaving`: an app is unsubscribed, and every thread lets go of it, in one transaction.

use std::sync::Arc;

use serde_json::json;

use super::{
    Engine, EngineError,
    commit::{News, next_deadline},
    work::Work,
};
use crate::{
    directory::{Editor, PageView},
    id::{AppId, PageId, ThreadId},
    protocol::{Caller, Command, Page, decide},
    store::{
        AuditKind, Entry, PageRecord, StoreError, Write, batch, entry_points, messages, pages, subscriptions, threads,
        webhooks::{cursors, parked},
    },
    time::Timestamp,
};

/// Threads read and written at a time, within the one transaction.
const CHUNK: u32 = 500;

impl Engine {
    /// Ends the app's subscription, and with it its control, requests, menus and entry points.
    ///
    /// # Errors
    ///
    /// The page does not exist, or the app is not subscribed to it.
    pub async fn unsubscribe(&self, editor: &Editor, page: PageId, app: AppId) -> Result<Arc<PageView>, EngineError> {
        let change = editor.change().await?;
        let generation = self.0.directory.within(&change).await?;
        let view = generation.page(&*change, page).await?.ok_or(EngineError::NotFound("the page"))?;
        if !subscriptions::delete(&change, page, app).await? {
            return Err(EngineError::NotFound("the subscription"));
        }
        self.forget_app(&change, &view, app).await?;
        let soonest = self.leave_threads(&change, &view, app).await?;
        change.commit(told(&view, app)).await?;
        self.announce(News { soonest });
        self.0.directory.page(page).await?.ok_or(EngineError::NotFound("the page"))
    }

    /// What the page itself has of the app.
    async fn forget_app(&self, tx: &Write, view: &PageView, app: AppId) -> Result<(), StoreError> {
        entry_points::delete_of_app(tx, view.record.id, app).await?;
        cursors::delete(tx, view.record.id, app).await?;
        parked::clear(tx, view.record.id, app).await?;
        let rules = without(&view.rules, app);
        let record = PageRecord { primary_receiver: rules.primary_receiver, menu: rules.menu, ..view.record.clone() };
        pages::update(tx, &record).await?;
        Ok(())
    }

    /// What the page's threads have of it. Returns the soonest new deadline: an owner whose time was up may have
    /// made room for the next in the queue.
    async fn leave_threads(&self, tx: &Write, view: &PageView, app: AppId) -> Result<Option<Timestamp>, StoreError> {
        let (page, now) = (without(&view.rules, app), self.0.clock.now());
        let mut soonest = None;
        let mut after: Option<ThreadId> = None;
        loop {
            let ids = threads::touched_by(tx, page.id, app, after, CHUNK).await?;
            let Some(last) = ids.last().copied() else { return Ok(soonest) };
            after = Some(last);
            let mut work = Work::new(now);
            let found = threads::find_many(tx, &ids).await?;
            work.know_threads(found.clone());
            for mut record in found {
                // Neither a time-out that is due nor a leave can be refused.
                for command in [Command::Timeout, Command::Leave { app }] {
                    let decided = decide(&record.state, &page, &Caller::Baton, &command, now);
                    work.take(&mut record, decided.unwrap_or_default(), None);
                }
            }
            if work.is_empty() {
                continue;
            }
            soonest = soonest.into_iter().chain(next_deadline(work.changed())).min();
            threads::sync_waiting(tx, &work.changed_queues()).await?;
            for (status, messages) in work.statuses() {
                messages::set_status(tx, &messages, status).await?;
            }
            batch::write(tx, &work.batch()).await?;
        }
    }
}

/// For the audit log: what the page had of the app.
fn told(view: &PageView, app: AppId) -> Entry {
    let page = &view.rules;
    let before = json!({
        "fields": page.subscribers.get(&app).map(|it| it.fields.iter_names().map(|it| it.0).collect::<Vec<_>>()),
        "isPrimaryReceiver": page.primary_receiver == Some(app),
        "entryPoints": page.entry_points.values().filter(|it| **it == app).count(),
        "hasMenu": page.menu.as_ref().is_some_and(|it| it.app == app),
    });
    Entry::new(AuditKind::AppUnsubscribed, &app).on(page.id).before(before)
}

/// The page as it is once the app has left.
fn without(page: &Page, app: AppId) -> Page {
    let mut page = page.clone();
    page.subscribers.remove(&app);
    page.entry_points.retain(|_, to| *to != app);
    page.primary_receiver = page.primary_receiver.filter(|it| *it != app);
    page.menu = page.menu.filter(|menu| menu.app != app);
    page
}
