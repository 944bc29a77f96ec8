//! Pages, apps, people and tokens come back as they went in.

use baton::{
    protocol::{
        EntryPointSource, Fields, Menu, MenuAction, MenuItem, Permissions, Platform, ReleasePolicy, Settings, Tasks,
    },
    store::{
        AppRecord, Conflict, EntryPointRecord, MemberRecord, PageRecord, Search, Slice, StoreError, SubscriptionRecord,
        TokenRecord, TokenScope, UserRecord, apps, entry_points, members, pages, revision, subscriptions, testers,
        tokens, users,
    },
    time::Seconds,
};

use crate::{
    support::{TestStore, on_both},
    world::{app, at, id, page, write},
};

on_both!(
    pages_and_their_members,
    apps_and_subscriptions,
    entry_points_keep_their_ids,
    people,
    issued_tokens,
    revisions
);

fn a_page(n: i64) -> PageRecord {
    PageRecord {
        id: page(n),
        name: "Café ☕".to_owned(),
        platform: Platform::Instagram,
        settings: Settings {
            idle_timeout: Seconds(600),
            on_release: ReleasePolicy::NextRequest,
            enforce_messaging_window: true,
        },
        primary_receiver: Some(app(7)),
        menu: Some(Menu {
            app: app(7),
            items: vec![MenuItem { title: "Help".to_owned(), action: MenuAction::Payload("HELP".to_owned()) }],
            updated_at: at(5),
        }),
    }
}

async fn pages_and_their_members(store: &TestStore) {
    let mut changed = a_page(2);
    changed.name = "Bar".to_owned();
    changed.menu = None;
    changed.primary_receiver = None;
    let member = MemberRecord { page: page(2), user: id("ada"), tasks: Tasks::MODERATE | Tasks::MANAGE };
    let fewer = MemberRecord { tasks: Tasks::ANALYZE, ..member.clone() };
    write!(
        store,
        |tx| pages::insert(&tx, &a_page(1), at(1)),
        pages::insert(&tx, &a_page(2), at(1)),
        pages::insert(&tx, &a_page(3), at(1)),
        pages::update(&tx, &changed),
        members::set(&tx, &member),
        members::set(&tx, &fewer),
    );
    let c = store.reader();
    assert_eq!(pages::find(c, page(1)).await.unwrap(), Some(a_page(1)));
    assert_eq!(pages::find(c, page(2)).await.unwrap(), Some(changed.clone()));
    assert_eq!(pages::find(c, page(4)).await.unwrap(), None);
    assert_eq!(pages::find_many(c, &[page(1), page(3), page(9)]).await.unwrap().len(), 2);
    let found = pages::list(c, None, &Slice { after: Some(page(1)), ..Slice::first(1) }).await.unwrap();
    assert_eq!((found.rows, found.has_next, found.has_previous), (vec![changed.clone()], true, true));
    let sought = Search::new("café").unwrap();
    assert_eq!(pages::search(c, None, &sought, &Slice::first(9)).await.unwrap().rows.len(), 2);
    assert_eq!(pages::search(c, Some(&id("ada")), &sought, &Slice::first(9)).await.unwrap().rows.len(), 0);
    let theirs = pages::list(c, Some(&id("ada")), &Slice::last(10)).await.unwrap();
    assert_eq!((theirs.rows, theirs.has_next, theirs.has_previous), (vec![changed], false, false));
    let of_page = members::of_page(c, page(2)).await.unwrap();
    assert_eq!(of_page, members::of_user(c, &id("ada")).await.unwrap());
    assert_eq!(of_page, [fewer]);

    let tx = store.write().await.unwrap();
    assert!(members::remove(&tx, page(2), &id("ada")).await.unwrap());
    assert!(!members::remove(&tx, page(2), &id("ada")).await.unwrap());
    assert!(!pages::update(&tx, &a_page(4)).await.unwrap());
    let taken = pages::insert(&tx, &a_page(1), at(1)).await;
    assert!(matches!(taken, Err(StoreError::Conflict(Conflict::Other))), "{taken:?}");
}

async fn apps_and_subscriptions(store: &TestStore) {
    let an_app = |n| AppRecord {
        id: app(n),
        name: format!("app {n}"),
        secret: "s".to_owned(),
        previous_secret: None,
        live: false,
        human_agent: false,
        webhook: None,
    };
    let subscription = SubscriptionRecord { page: page(1), app: app(2), fields: Fields::MESSAGES };
    let more = SubscriptionRecord { fields: Fields::all(), ..subscription };
    write!(
        store,
        |tx| apps::insert(&tx, &an_app(1), at(1)),
        apps::insert(&tx, &an_app(2), at(1)),
        apps::update_review(&tx, app(2), true, true),
        subscriptions::upsert(&tx, &subscription, at(1)),
        subscriptions::upsert(&tx, &more, at(2)),
        testers::add(&tx, app(1), &id("b")),
        testers::add(&tx, app(1), &id("B")),
        testers::add(&tx, app(1), &id("ä")),
    );
    let c = store.reader();
    let reviewed = AppRecord { live: true, human_agent: true, ..an_app(2) };
    assert!(apps::find(c, app(2)).await.unwrap() == Some(reviewed.clone()));
    assert!(apps::of_page(c, page(1)).await.unwrap() == [reviewed]);
    assert!(apps::list(c, &Slice::first(1)).await.unwrap().has_next);
    let one = apps::search(c, &Search::new("APP").unwrap(), &Slice::first(1)).await.unwrap();
    assert_eq!((one.rows.len(), one.has_next, one.has_previous), (1, true, false));
    let two = Slice { after: Some(one.rows[0].id), ..Slice::first(1) };
    let two = apps::search(c, &Search::new("APP").unwrap(), &two).await.unwrap();
    assert_eq!((two.rows[0].id, two.has_next, two.has_previous), (app(2), false, true));
    assert_eq!(subscriptions::of_page(c, page(1)).await.unwrap(), [more]);
    assert_eq!(subscriptions::of_app(c, app(2)).await.unwrap(), [more]);
    assert_eq!(subscriptions::list(c, page(1), &Slice::first(5)).await.unwrap().rows, [more]);
    // Bytewise on both databases, whatever the database's language.
    let three = testers::list(c, app(1), &Slice::first(5)).await.unwrap().rows;
    assert_eq!(three, [id("B"), id("b"), id("ä")]);
    let rest = testers::list(c, app(1), &Slice { after: Some(id("B")), ..Slice::first(1) }).await.unwrap();
    assert_eq!((rest.rows, rest.has_next), (vec![id("b")], true));
    assert_eq!(testers::count(c, app(1)).await.unwrap(), 3);
    assert_eq!(testers::of_apps(c, &[app(1), app(2)]).await.unwrap().len(), 3);

    let tx = store.write().await.unwrap();
    assert!(!testers::add(&tx, app(1), &id("b")).await.unwrap());
    assert!(testers::remove(&tx, app(1), &id("b")).await.unwrap());
    assert!(!testers::remove(&tx, app(1), &id("b")).await.unwrap());
    assert!(subscriptions::delete(&tx, page(1), app(2)).await.unwrap());
    assert!(!subscriptions::delete(&tx, page(1), app(2)).await.unwrap());
}

async fn entry_points_keep_their_ids(store: &TestStore) {
    let first = EntryPointRecord {
        id: baton::id::EntryPointId::new(10).unwrap(),
        page: page(1),
        source: EntryPointSource::Ad,
        key: "spring".to_owned(),
        app: app(1),
    };
    let again = EntryPointRecord { id: baton::id::EntryPointId::new(11).unwrap(), app: app(2), ..first.clone() };
    let tx = store.write().await.unwrap();
    assert_eq!(entry_points::upsert(&tx, &first).await.unwrap(), first);
    let stands = EntryPointRecord { id: first.id, ..again.clone() };
    assert_eq!(entry_points::upsert(&tx, &again).await.unwrap(), stands);
    assert_eq!(entry_points::of_page(&tx, page(1)).await.unwrap(), [stands]);
    assert_eq!(entry_points::page_of(&tx, first.id).await.unwrap(), Some(page(1)));
    assert!(!entry_points::delete(&tx, page(2), first.id).await.unwrap(), "it is another page's");
    assert_eq!(entry_points::delete_of_app(&tx, page(1), app(2)).await.unwrap(), 1);
    assert!(!entry_points::delete(&tx, page(1), first.id).await.unwrap());
}

async fn people(store: &TestStore) {
    let user = |name: &str, is_admin| UserRecord {
        id: id(name),
        name: name.to_owned(),
        email: format!("{name}@x.org"),
        is_admin,
    };
    write!(
        store,
        |tx| users::insert(&tx, &UserRecord { email: "Ada@X.org".to_owned(), ..user("ada", true) }, None, at(1)),
        users::insert(&tx, &user("bob", false), Some("hash"), at(1)),
    );
    let c = store.reader();
    assert_eq!(users::find(c, &id("ada")).await.unwrap(), Some(user("ada", true)));
    assert_eq!(users::find_by_email(c, "ADA@x.ORG").await.unwrap(), Some((user("ada", true), None)));
    assert_eq!(users::admins(c).await.unwrap(), [user("ada", true)]);
    assert_eq!(users::list(c, &Slice::last(1)).await.unwrap().rows, [user("bob", false)]);
    let found = users::search(c, &Search::new("BOB@x").unwrap(), &Slice::first(1)).await.unwrap();
    assert_eq!(found.rows, [user("bob", false)]);
    let tx = store.write().await.unwrap();
    assert!(users::set_password_hash(&tx, &id("ada"), "other").await.unwrap());
    assert!(!users::set_password_hash(&tx, &id("eve"), "other").await.unwrap());
    let (_, hash) = users::find_by_email(&tx, "ada@x.org").await.unwrap().unwrap();
    assert_eq!(hash.as_deref(), Some("other"));
    let taken = users::insert(&tx, &UserRecord { id: id("ada2"), ..user("ada", false) }, None, at(2)).await;
    assert!(matches!(taken, Err(StoreError::Conflict(Conflict::Other))), "{taken:?}");
    assert!(tx.commit().await.is_err(), "a transaction with a failed statement does not commit");
    assert_eq!(users::find_by_email(c, "ada@x.org").await.unwrap().unwrap().1, None);
}

async fn issued_tokens(store: &TestStore) {
    let scopes = [
        TokenScope::Page { page: page(1), app: app(2), asked_by: id("ada"), permissions: Permissions::all() },
        TokenScope::Channel { page: page(1) },
        TokenScope::User { user: id("ada") },
    ];
    for (n, scope) in scopes.into_iter().enumerate() {
        let token = TokenRecord {
            id: id(&format!("t{n}")),
            scope,
            issued_at: at(1),
            expires_at: Some(at(9)),
            revoked_at: None,
        };
        write!(store, |tx| tokens::insert(&tx, &token));
        assert_eq!(tokens::find(store.reader(), &token.id).await.unwrap(), Some(token.clone()));
        write!(store, |tx| tokens::revoke(&tx, &token.id, at(5)), tokens::revoke(&tx, &token.id, at(6)));
        let revoked = tokens::find(store.reader(), &token.id).await.unwrap().unwrap();
        assert_eq!(revoked.revoked_at, Some(at(5)));
    }
    let tx = store.write().await.unwrap();
    assert!(!tokens::revoke(&tx, &id("none"), at(5)).await.unwrap());
}

async fn revisions(store: &TestStore) {
    let before = revision::read(store.reader()).await.unwrap();
    write!(store, |tx| revision::bump(&tx), revision::bump(&tx));
    assert_eq!(revision::read(store.reader()).await.unwrap(), before + 2);
}
