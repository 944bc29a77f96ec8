//! A page with everything that decisions about it need, as of one revision.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    id::{AppId, CustomerId, EntryPointId, PageId, UserId},
    protocol::{Page, Referral, Subscriber, Tasks},
    store::{
        AppRecord, Conn, EntryPointRecord, MemberRecord, PageRecord, StoreError, SubscriptionRecord, apps,
        entry_points, members, subscriptions, testers,
    },
};

/// One page's configuration: its rules, and who may do what.
#[derive(Clone, Debug)]
pub struct PageView {
    pub record: PageRecord,
    /// What the protocol needs of it.
    pub rules: Page,
    pub members: HashMap<UserId, Tasks>,
    pub entry_points: Vec<EntryPointRecord>,
}

/// What a person may do, now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Power {
    pub is_admin: bool,
    pub tasks: Tasks,
}

impl PageView {
    /// `protocol.md: tasks`: administrators have every task on every page.
    pub fn tasks_of(&self, user: &UserId, is_admin: bool) -> Tasks {
        if is_admin { Tasks::all() } else { self.members.get(user).copied().unwrap_or_default() }
    }

    /// What customers come through at this entry point of the page.
    pub fn referral(&self, entry_point: EntryPointId) -> Option<Referral> {
        let found = self.entry_points.iter().find(|it| it.id == entry_point)?;
        Some(Referral { source: found.source, key: found.key.clone() })
    }
}

/// The views of these pages: a handful of queries, however many pages.
pub(super) async fn read_views(conn: &impl Conn, records: Vec<PageRecord>) -> Result<Vec<PageView>, StoreError> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let pages: Vec<PageId> = records.iter().map(|it| it.id).collect();
    let subscribed = subscriptions::of_pages(conn, &pages).await?;
    let apps = subscribed_apps(conn, &subscribed).await?;
    let mut subscribed = by_page(subscribed, |it| it.page);
    let mut members = by_page(members::of_pages(conn, &pages).await?, |it| it.page);
    let mut entry_points = by_page(entry_points::of_pages(conn, &pages).await?, |it| it.page);
    let views = records.into_iter().map(|record| {
        let id = record.id;
        let parts = Parts {
            subscribed: subscribed.remove(&id).unwrap_or_default(),
            members: members.remove(&id).unwrap_or_default(),
            entry_points: entry_points.remove(&id).unwrap_or_default(),
        };
        view(record, parts, &apps)
    });
    Ok(views.collect())
}

/// What belongs to one page.
struct Parts {
    subscribed: Vec<SubscriptionRecord>,
    members: Vec<MemberRecord>,
    entry_points: Vec<EntryPointRecord>,
}

/// An app, and who has a role on it.
type Known = HashMap<AppId, (AppRecord, HashSet<CustomerId>)>;

async fn subscribed_apps(conn: &impl Conn, subscribed: &[SubscriptionRecord]) -> Result<Known, StoreError> {
    let mut ids: Vec<AppId> = subscribed.iter().map(|it| it.app).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut known: Known =
        apps::find_many(conn, &ids).await?.into_iter().map(|app| (app.id, (app, HashSet::new()))).collect();
    for (app, customer) in testers::of_apps(conn, &ids).await? {
        if let Some((_, testers)) = known.get_mut(&app) {
            testers.insert(customer);
        }
    }
    Ok(known)
}

fn view(record: PageRecord, parts: Parts, apps: &Known) -> PageView {
    let subscriber = |it: SubscriptionRecord| {
        let (app, testers) = apps.get(&it.app)?;
        let testers = testers.clone();
        Some((it.app, Subscriber { fields: it.fields, live: app.live, human_agent: app.human_agent, testers }))
    };
    let subscribers: BTreeMap<AppId, Subscriber> = parts.subscribed.into_iter().filter_map(subscriber).collect();
    let rules = Page {
        id: record.id,
        platform: record.platform,
        settings: record.settings,
        primary_receiver: record.primary_receiver,
        subscribers,
        entry_points: parts.entry_points.iter().map(|it| ((it.source, it.key.clone()), it.app)).collect(),
        menu: record.menu.clone(),
    };
    let members = parts.members.into_iter().map(|it| (it.user, it.tasks)).collect();
    PageView { record, rules, members, entry_points: parts.entry_points }
}

fn by_page<T>(rows: Vec<T>, page: impl Fn(&T) -> PageId) -> HashMap<PageId, Vec<T>> {
    let mut pages: HashMap<PageId, Vec<T>> = HashMap::new();
    for row in rows {
        pages.entry(page(&row)).or_default().push(row);
    }
    pages
}
