//! A server whose next batch waits begins its transaction with the commit of the last one, and yet lets others come first.

use std::{pin::pin, sync::Arc};

use baton::{
    app::Baton,
    auth::Keys,
    clock::SystemClock,
    directory::{NewApp, NewPage, ReviewChange},
    engine::{Actor, Arrival, Engine},
    entropy::SystemEntropy,
    id::{AppId, PageId, ThreadId, UserId},
    protocol::{Command, Content, Fields, Permissions, Platform},
    store::{Author, Options, Store},
};
use futures_util::poll;
use sea_orm::{Database, DatabaseConnection};
use tokio_util::sync::CancellationToken;

use crate::{
    servers::eventually::{PATIENCE, until},
    support::{
        TestStore,
        postgres::{OF_WRITERS, number},
    },
};

struct Desk {
    engine: Engine,
    page: PageId,
    app: AppId,
    asked_by: UserId,
}

impl Desk {
    async fn open(store: Store) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::load_or_create(&folder.path().join("key.pem"), None).unwrap();
        let baton = Baton::new(store, keys, Arc::new(SystemClock), Arc::new(SystemEntropy));
        let services = baton.start(&CancellationToken::new()).services;
        let directory = services.directory.by(Author::operator());
        let page = NewPage { id: None, name: "Page".to_owned(), platform: Platform::Web };
        let page = directory.create_page(page).await.unwrap().record.id;
        let app = directory.create_app(NewApp { id: None, name: "App".to_owned() }).await.unwrap().id;
        directory.review_app(app, ReviewChange { live: Some(true), human_agent: None }).await.unwrap();
        directory.subscribe(page, app, Fields::MESSAGES).await.unwrap();
        let asked_by = directory.first_admin().await.unwrap().id.clone();
        Self { engine: services.engine, page, app, asked_by }
    }

    async fn thread(&self, customer: &str) -> ThreadId {
        let arrival = Arrival {
            page: self.page,
            customer: customer.parse().unwrap(),
            customer_name: None,
            content: Content { text: Some("hello".to_owned()), ..Content::default() },
            external_id: customer.parse().unwrap(),
            sent_at: None,
        };
        self.engine.receive(arrival).await.unwrap().thread.id
    }

    async fn take(&self, thread: ThreadId) -> i64 {
        let actor = Actor::App { app: self.app, permissions: Permissions::all(), asked_by: self.asked_by.clone() };
        let take = Command::Take { metadata: None, expected_epoch: None };
        self.engine.command(self.page, thread, actor, take, None).await.unwrap().thread.state.epoch
    }
}

#[tokio::test]
async fn a_transaction_that_was_lost_while_it_waited_for_its_turn_is_no_failure() {
    let db = TestStore::postgres().await;
    let beside = Database::connect(&db.url).await.unwrap();
    let others =
        [Store::open(&Options::new(&db.url)).await.unwrap(), Store::open(&Options::new(&db.url)).await.unwrap()];
    let desk = Desk::open(db.store.clone()).await;
    let (first, second) = (desk.thread("first").await, desk.thread("second").await);

    let turn = others[0].write().await.unwrap();
    let (mut first, mut second) = (pin!(desk.take(first)), pin!(desk.take(second)));
    assert!(poll!(first.as_mut()).is_pending());
    waiting(&beside, 1).await;
    // It is in the line while the first waits for the turn; and behind the first there is another server.
    assert!(poll!(second.as_mut()).is_pending());
    let mut another = pin!(others[1].write());
    tokio::select! {
        biased;
        _ = another.as_mut() => panic!("the turn is another's"),
        () = waiting(&beside, 2) => {}
    }
    turn.commit().await.unwrap();
    assert_eq!(first.await, 1);
    let another = another.await.unwrap();
    waiting(&beside, 1).await;
    // Its transaction has begun before, and begins anew so that it holds no locks while it waits.
    let end = format!(
        "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
        WHERE query LIKE 'ROLLBACK; BEGIN;%' AND pid = (SELECT pid FROM pg_locks WHERE {OF_WRITERS} AND NOT granted)"
    );
    assert_eq!(number(&beside, &end).await, 1);
    another.commit().await.unwrap();
    assert_eq!(second.await, 1);
}

async fn waiting(beside: &DatabaseConnection, count: i64) {
    let sql = format!("SELECT count(*) FROM pg_locks WHERE {OF_WRITERS} AND NOT granted");
    until("writers who wait", PATIENCE, async || number(beside, &sql).await == count).await;
}
