//! Signing in and out.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    browser::{Browser, PASSWORD},
    support::{TestStore, on_both, server::TestServer},
};

on_both!(
    the_first_administrator_takes_the_code,
    a_cookie_alone_is_nobody,
    guessing_is_slowed_down_and_says_nothing,
    an_invitation_is_good_once_and_for_a_week,
    signing_out_ends_the_session,
    signing_out_everywhere_spares_tokens_for_scripts,
    a_changed_password_signs_others_out,
    signing_in_and_out_stands_in_the_audit_log,
);

async fn the_first_administrator_takes_the_code(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let mut browser = Browser::new(&server);
    let told = browser.session(Method::GET, "/session", Value::Null).await.1;
    assert_eq!(told, json!({ "signedIn": false, "needsFirstAdministrator": true }));

    let first = |code: &str, password: &str| json!({ "code": code, "name": "Ada", "email": "ada@example.org", "password": password });
    let code = server.first_code.clone().unwrap();
    let (status, refused) = browser.session(Method::POST, "/session/first", first("0000-0000-0000", PASSWORD)).await;
    assert_eq!((status, &refused["code"]), (StatusCode::UNAUTHORIZED, &json!("WRONG_CODE")));
    let (status, refused) = browser.session(Method::POST, "/session/first", first(&code, "short")).await;
    assert_eq!((status, &refused["field"]), (StatusCode::BAD_REQUEST, &json!("password")));
    assert_eq!(
        browser.session(Method::POST, "/session/first", first(&code.to_lowercase(), PASSWORD)).await.0,
        StatusCode::OK
    );
    assert_eq!(browser.name().await, "Ada");
    assert_eq!(
        server.send(&server.admin, "{ users(first: 9) { nodes { isAdmin } } }", json!({})).await.ok()["users"]["nodes"]
            [1]["isAdmin"],
        true
    );

    let again = browser.session(Method::POST, "/session/first", first(&code, PASSWORD)).await;
    assert_eq!(again.0, StatusCode::UNAUTHORIZED, "the code is used up");
}

async fn a_cookie_alone_is_nobody(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let browser = Browser::first(&server).await;
    let ask = "{ viewer { user { name } } }";
    assert_eq!(browser.ask(ask, &[]).await["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    assert_eq!(browser.ask(ask, &[("origin", "http://evil.example")]).await["data"], Value::Null);
    assert_eq!(browser.ask(ask, &[("x-baton-portal", "1")]).await["data"]["viewer"]["user"]["name"], "Ada");

    // Without the header nobody is signed in either: a foreign page could do it with an account of its own.
    let foreign = browser.get("/session", &[]).await;
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
}

async fn guessing_is_slowed_down_and_says_nothing(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    Browser::first(&server).await;
    let mut browser = Browser::new(&server);
    let wrong = browser.sign_in("ada@example.org", "not the password").await;
    assert_eq!(wrong, browser.sign_in("nobody@example.org", "not the password").await);
    assert_eq!((wrong.0, &wrong.1["code"]), (StatusCode::UNAUTHORIZED, &json!("WRONG")));
    for _ in 0..4 {
        browser.sign_in("ada@example.org", "not the password").await;
    }
    let (status, refused) = browser.sign_in("ADA@example.org", PASSWORD).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    server.pass(refused["retryAfter"].as_i64().unwrap());
    assert_eq!(browser.sign_in("ADA@example.org", PASSWORD).await.0, StatusCode::OK);
    assert_eq!(browser.name().await, "Ada");
}

async fn an_invitation_is_good_once_and_for_a_week(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let invite = async |email: &str| {
        let document = "mutation($email: String!) { inviteUser(input: {name: \"Mo\" email: $email}) { invitation } }";
        let made = server.send(&server.admin, document, json!({ "email": email })).await.ok();
        made["inviteUser"]["invitation"].as_str().unwrap().to_owned()
    };
    let mut browser = Browser::new(&server);
    let invitation = invite("mo@example.org").await;
    let look = browser.session(Method::POST, "/session/invitation", json!({ "invitation": invitation })).await;
    assert_eq!(look, (StatusCode::OK, json!({ "name": "Mo", "email": "mo@example.org" })));
    let accept = json!({ "invitation": invitation, "password": PASSWORD });
    assert_eq!(browser.session(Method::POST, "/session/invitation", accept.clone()).await.0, StatusCode::OK);
    assert_eq!(browser.name().await, "Mo");
    let (status, refused) = browser.session(Method::POST, "/session/invitation", accept).await;
    assert_eq!((status, &refused["code"]), (StatusCode::NOT_FOUND, &json!("NO_INVITATION")));

    let late = json!({ "invitation": invite("late@example.org").await, "password": PASSWORD });
    server.pass(7 * 86_400);
    assert_eq!(browser.session(Method::POST, "/session/invitation", late).await.0, StatusCode::NOT_FOUND);
}

async fn signing_out_ends_the_session(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let mut browser = Browser::first(&server).await;
    let stolen = browser.cookie.clone();
    browser.session(Method::DELETE, "/session", Value::Null).await;
    assert_eq!(browser.cookie, None);
    browser.cookie = stolen;
    assert_eq!(browser.name().await, Value::Null, "the token has lost its power");
}

async fn signing_out_everywhere_spares_tokens_for_scripts(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let one = Browser::first(&server).await;
    let mut other = Browser::new(&server);
    other.sign_in("ada@example.org", PASSWORD).await;
    let portal = [("x-baton-portal", "1")];
    let seen = one.ask("{ viewer { user { id } sessions { isCurrent } } }", &portal).await;
    assert_eq!(seen["data"]["viewer"]["sessions"].as_array().map(Vec::len), Some(2));
    let user = &seen["data"]["viewer"]["user"]["id"];
    let issue = format!("mutation {{ issueUserToken(input: {{userId: {user}}}) {{ token }} }}");
    let script = one.ask(&issue, &portal).await["data"]["issueUserToken"]["token"].as_str().unwrap().to_owned();

    one.ask("mutation { signOutEverywhere(input: {}) { userErrors { code } } }", &portal).await;
    assert_eq!((one.name().await, other.name().await), (Value::Null, Value::Null));
    assert_eq!(
        server.send(&script, "{ viewer { user { name } } }", json!({})).await.ok()["viewer"]["user"]["name"],
        "Ada"
    );
}

async fn a_changed_password_signs_others_out(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let one = Browser::first(&server).await;
    let mut other = Browser::new(&server);
    other.sign_in("ada@example.org", PASSWORD).await;
    let change = format!(
        "mutation {{ changePassword(input: {{currentPassword: \"{PASSWORD}\" newPassword: \"battery staple\"}}) {{ userErrors {{ code }} }} }}"
    );
    one.ask(&change, &[("x-baton-portal", "1")]).await;
    assert_eq!((one.name().await, other.name().await), (json!("Ada"), Value::Null));
    assert_eq!(other.sign_in("ada@example.org", PASSWORD).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(other.sign_in("ada@example.org", "battery staple").await.0, StatusCode::OK);
}

async fn signing_in_and_out_stands_in_the_audit_log(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let ada = Browser::first(&server).await;
    let mut other = Browser::new(&server);
    other.sign_in("ada@example.org", "not the password").await;
    other.sign_in("ada@example.org", PASSWORD).await;
    other.session(Method::DELETE, "/session", Value::Null).await;
    let change = format!(
        "mutation {{ changePassword(input: {{currentPassword: \"{PASSWORD}\" newPassword: \"battery staple\"}}) {{ userErrors {{ code }} }} }}"
    );
    ada.ask(&change, &[("x-baton-portal", "1")]).await;

    let query = "{ auditLog(first: 5) { nodes { kind after actor { kind user { name } } address requestId } } }";
    let log = server.send(&server.admin, query, json!({})).await.ok()["auditLog"]["nodes"].take();
    let told: Vec<_> =
        (0..5).map(|n| (log[n]["kind"].as_str().unwrap(), log[n]["actor"]["kind"].as_str().unwrap())).collect();
    let expected = [
        ("PASSWORD_CHANGED", "PERSON"),
        ("SIGNED_OUT", "PERSON"),
        ("SIGNED_IN", "PERSON"),
        ("SIGNED_IN", "PERSON"),
        ("USER_CREATED", "VISITOR"),
    ];
    assert_eq!(told, expected, "an attempt that failed is in the log of the server alone");
    assert_eq!((&log[2]["after"], &log[3]["after"]), (&json!({"by": "PASSWORD"}), &json!({"by": "FIRST_CODE"})));
    assert!((0..5).all(|n| log[n]["address"] == "127.0.0.1" && log[n]["requestId"] != ""), "{log}");
}
