//! Powers come and go under tokens that are already out: at once on the server that made the change,
//! within five seconds on every other.

use serde_json::{Value, json};

use crate::{
    scene::{Scene, in_both_scenes, text},
    stream::Events,
    support::server::TestServer,
};

/// What the protocol allows a server to lag behind.
const LAG: i64 = 5;

const VIEWER: &str = "{ viewer { isChannel } }";

in_both_scenes!(
    losing_the_task_ends_the_power_of_tokens_and_gaining_gives_it,
    leaving_a_page_ends_the_power_of_tokens,
    a_revoked_token_ends,
    a_revoked_token_ends_its_stream,
    a_token_ends_at_its_second,
    an_administrator_has_every_task_and_loses_none,
    people_ask_for_tokens_of_their_own,
    an_app_without_review_knows_its_testers_alone,
);

async fn losing_the_task_ends_the_power_of_tokens_and_gaining_gives_it(scene: Scene) {
    let beside = scene.server.beside(&scene.db.url).await;
    let (person, asker) = scene.person(&["MODERATE", "MANAGE"]).await;
    let token = scene.page_token(&asker, &scene.page, "").await;
    let extend = extend(&scene.thread().await);
    assert_eq!(scene.call(&scene.server, &token, &extend).await, "ok");
    assert_eq!(scene.call(&beside, &token, &extend).await, "ok");

    for (tasks, expected) in
        [(&["MANAGE"][..], "403"), (&["MODERATE", "MANAGE"], "ok"), (&[], "403"), (&["MODERATE"], "ok")]
    {
        scene.set_tasks(&person, tasks).await;
        assert_eq!(tasks_of(&scene.server, &token).await, json!(tasks));
        assert_eq!(scene.call(&scene.server, &token, &extend).await, expected);
        scene.server.pass(LAG);
        assert_eq!(tasks_of(&beside, &token).await, json!(tasks));
        assert_eq!(scene.call(&beside, &token, &extend).await, expected);
    }
}

async fn leaving_a_page_ends_the_power_of_tokens(scene: Scene) {
    let beside = scene.server.beside(&scene.db.url).await;
    let thread = scene.thread().await;
    let app = scene.token("app");
    let calls = [
        format!("{{ thread(id: {thread:?}) {{ id }} }}"),
        "{ pages { nodes { id } } }".to_owned(),
        "{ viewer { page { id } } }".to_owned(),
        format!("mutation {{ requestThreadControl(input: {{threadId: {thread:?}}}) {{ userErrors {{ code }} }} }}"),
    ];
    let mut stream = Events::open(&scene.server, app, &follow(&scene).await).await;
    assert!(stream.next().await.is_some_and(|it| it.errors.is_empty()));
    for call in &calls {
        assert_eq!(scene.call(&beside, app, call).await, "ok", "{call}");
    }

    scene.admin("unsubscribeApp", &format!("pageId: {:?} appId: {:?}", scene.page, scene.app), "page { id }").await;
    for call in &calls {
        assert_eq!(scene.call(&scene.server, app, call).await, "403", "{call}");
    }
    assert_eq!(last(&mut stream).await, "FORBIDDEN");
    scene.server.pass(LAG);
    for call in &calls {
        assert_eq!(scene.call(&beside, app, call).await, "403", "{call}");
    }

    scene.subscribe(&scene.page, &scene.app).await;
    scene.server.pass(LAG);
    for call in &calls {
        assert_eq!(scene.call(&beside, app, call).await, "ok", "{call}");
    }
}

async fn a_revoked_token_ends(scene: Scene) {
    let beside = scene.server.beside(&scene.db.url).await;
    let issued = scene.admin("issueChannelToken", &format!("pageId: {:?}", scene.page), "token tokenId").await;
    let token = text(&issued["token"]);
    assert_eq!(scene.call(&scene.server, &token, VIEWER).await, "ok");
    assert_eq!(scene.call(&beside, &token, VIEWER).await, "ok");

    scene.admin("revokeToken", &format!("tokenId: {}", issued["tokenId"]), "tokenId").await;
    let refused = scene.server.send(&token, VIEWER, json!({})).await;
    assert_eq!((refused.status, refused.code()), (401, "UNAUTHENTICATED"));
    scene.server.pass(LAG);
    assert_eq!(scene.call(&beside, &token, VIEWER).await, "401");
}

async fn a_revoked_token_ends_its_stream(scene: Scene) {
    let input = format!("pageId: {:?} appId: {:?}", scene.page, scene.app);
    let issued = scene.admin("issuePageToken", &input, "token tokenId").await;
    let mut stream = Events::open(&scene.server, &text(&issued["token"]), &follow(&scene).await).await;
    assert!(stream.next().await.is_some_and(|it| it.errors.is_empty()));
    scene.admin("revokeToken", &format!("tokenId: {}", issued["tokenId"]), "tokenId").await;
    scene.thread().await;
    assert_eq!(last(&mut stream).await, "UNAUTHENTICATED");
}

async fn a_token_ends_at_its_second(scene: Scene) {
    let token = scene.page_token(&scene.server.admin, &scene.page, "expiresIn: 60").await;
    scene.server.pass(59);
    assert_eq!(scene.call(&scene.server, &token, VIEWER).await, "ok");
    scene.server.pass(1);
    assert_eq!(scene.call(&scene.server, &token, VIEWER).await, "401");
}

async fn an_administrator_has_every_task_and_loses_none(scene: Scene) {
    let viewer = scene.server.send(&scene.server.admin, "{ viewer { user { id } } }", json!({})).await.ok();
    let admin = text(&viewer["viewer"]["user"]["id"]);
    let extend = extend(&scene.thread().await);
    for tasks in [&["ANALYZE"][..], &[]] {
        scene.set_tasks(&admin, tasks).await;
        let every = json!(["MODERATE", "MESSAGING", "MANAGE", "ANALYZE"]);
        assert_eq!(tasks_of(&scene.server, scene.token("app")).await, every);
        assert_eq!(scene.call(&scene.server, scene.token("app"), &extend).await, "ok");
        assert_eq!(
            scene.call(&scene.server, &scene.server.admin, "{ page(id: <page>) { members { tasks } } }").await,
            "ok"
        );
    }
}

async fn people_ask_for_tokens_of_their_own(scene: Scene) {
    let (user, token) = scene.person(&[]).await;
    let own = scene.mutate(&token, "issueUserToken", &format!("userId: {user:?} expiresIn: 60"), "token tokenId").await;
    assert_eq!(scene.call(&scene.server, &text(&own["token"]), VIEWER).await, "ok");
    scene.mutate(&token, "revokeToken", &format!("tokenId: {}", own["tokenId"]), "tokenId").await;
    assert_eq!(scene.call(&scene.server, &text(&own["token"]), VIEWER).await, "401");
}

/// `review_live`, for reading.
async fn an_app_without_review_knows_its_testers_alone(scene: Scene) {
    scene.admin("reviewApp", &format!("appId: {:?} live: false", scene.app), "app { id }").await;
    let thread = scene.thread().await;
    let query = format!("{{ thread(id: {thread:?}) {{ customer {{ id }} }} }}");
    let shown = scene.server.send(&scene.server.admin, &query, json!({})).await.ok();
    let customer = text(&shown["thread"]["customer"]["id"]);
    let by_customer = format!("{{ page(id: <page>) {{ thread(customerId: {customer:?}) {{ id }} }} }}");
    let threads = "{ page(id: <page>) { threads { nodes { id } } } }".to_owned();

    for known in [false, true] {
        if known {
            scene
                .admin("addAppTester", &format!("appId: {:?} customerId: {customer:?}", scene.app), "app { id }")
                .await;
        }
        assert_eq!(scene.call(&scene.server, scene.token("app"), &query).await, if known { "ok" } else { "null" });
        for document in [&by_customer, &threads] {
            let filled = scene.fill(document).await;
            let data = scene.server.send(scene.token("app"), &filled, json!({})).await.ok();
            assert_eq!(data.to_string().contains(&thread), known, "{data}");
        }
    }
}

fn extend(thread: &str) -> String {
    let input = format!("threadId: {thread:?} duration: 60");
    format!("mutation {{ extendThreadControl(input: {{{input}}}) {{ userErrors {{ code }} }} }}")
}

/// A subscription that has something to replay.
async fn follow(scene: &Scene) -> String {
    scene.fill("subscription { threadEvents(pageId: <page> after: <cursor>) { sequence } }").await
}

/// The code of the error that ends the stream.
async fn last(stream: &mut Events) -> String {
    let mut code = String::new();
    while let Some(answer) = stream.next().await {
        code = answer.code().to_owned();
    }
    code
}

async fn tasks_of(server: &TestServer, token: &str) -> Value {
    server.send(token, "{ viewer { tasks } }", json!({})).await.ok()["viewer"]["tasks"].take()
}
