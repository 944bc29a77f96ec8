//! The second factor: set up, asked for, used once, lost and taken away.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use crate::{
    browser::{Browser, PASSWORD},
    support::{TestStore, on_both, server::TestServer},
};

on_both!(
    a_code_is_asked_for_once_the_second_factor_is_confirmed,
    a_time_step_is_good_once,
    a_recovery_code_is_good_once,
    guessing_codes_is_slowed_down,
    the_password_ends_it,
    an_administrator_ends_somebody_elses,
    a_sign_in_waits_for_its_code_for_ten_minutes,
);

const EMAIL: &str = "ada@example.org";

async fn a_code_is_asked_for_once_the_second_factor_is_confirmed(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let ada = Browser::first(&server).await;
    assert_eq!(begin(&ada, "not the password").await["userErrors"][0]["field"], json!(["input", "currentPassword"]));
    let begun = begin(&ada, PASSWORD).await;
    let secret = begun["secret"].as_str().unwrap();
    let uri = begun["uri"].as_str().unwrap();
    assert!(uri.starts_with("otpauth://totp/Baton:") && uri.contains(&format!("secret={secret}")), "{uri}");
    assert!(begun["qrCode"].as_str().unwrap().contains("<svg"));

    let mut other = Browser::new(&server);
    assert_eq!(other.sign_in(EMAIL, PASSWORD).await.1["signedIn"], true, "it is not confirmed yet");
    assert_eq!(codes(&confirm(&ada, "000000").await), ["INVALID"]);
    assert_eq!(viewer(&ada).await, json!({"recoveryCodesLeft": null, "user": {"hasSecondFactor": false}}));
    let confirmed = confirm(&ada, &code(&server, secret, 0)).await;
    assert_eq!(confirmed["recoveryCodes"].as_array().unwrap().len(), 10, "{confirmed}");
    assert_eq!(viewer(&ada).await, json!({"recoveryCodesLeft": 10, "user": {"hasSecondFactor": true}}));
    assert_eq!(codes(&begin(&ada, PASSWORD).await), ["CONFLICT"], "it is not replaced by the way");

    let (status, asked) = other.sign_in(EMAIL, PASSWORD).await;
    assert_eq!((status, &asked["signedIn"]), (StatusCode::OK, &json!(false)));
    let mut third = Browser::new(&server);
    let ticket = third.sign_in(EMAIL, PASSWORD).await.1["ticket"].take();
    assert_eq!(third.cookie, None);
    server.pass(30);
    let (status, refused) = with_code(&mut third, &ticket, "000000").await;
    assert_eq!((status, &refused["code"]), (StatusCode::UNAUTHORIZED, &json!("WRONG_CODE")));
    assert_eq!(with_code(&mut third, &ticket, &code(&server, secret, 0)).await.0, StatusCode::OK);
    assert_eq!(third.name().await, "Ada");
    let kinds = log(&ada).await;
    // The sign-in in between was of before it was confirmed.
    assert_eq!(kinds[..4], ["SIGNED_IN", "SECOND_FACTOR_ENABLED", "SIGNED_IN", "SECOND_FACTOR_BEGUN"], "{kinds:?}");
}

/// RFC 6238, section 5.2.
async fn a_time_step_is_good_once(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let (_ada, secret, _) = enrolled(&server).await;
    let used = code(&server, &secret, 0);
    let mut browser = Browser::new(&server);
    for (seconds, step, expected) in [
        (0, 0, StatusCode::UNAUTHORIZED),
        (30, -1, StatusCode::UNAUTHORIZED),
        (0, 0, StatusCode::OK),
        (0, 0, StatusCode::UNAUTHORIZED),
        (0, 1, StatusCode::OK),
        (0, 0, StatusCode::UNAUTHORIZED),
    ] {
        server.pass(seconds);
        let ticket = browser.sign_in(EMAIL, PASSWORD).await.1["ticket"].take();
        let answer = with_code(&mut browser, &ticket, &code(&server, &secret, step)).await;
        assert_eq!(answer.0, expected, "{seconds} {step}: {}", answer.1);
    }
    assert_ne!(used, code(&server, &secret, 0));

    // The ticket is used up with its sign-in too.
    server.pass(60);
    let ticket = browser.sign_in(EMAIL, PASSWORD).await.1["ticket"].take();
    assert_eq!(with_code(&mut browser, &ticket, &code(&server, &secret, 0)).await.0, StatusCode::OK);
    server.pass(30);
    let again = with_code(&mut browser, &ticket, &code(&server, &secret, 0)).await;
    assert_eq!(again.1["code"], "NO_TICKET");
}

async fn a_recovery_code_is_good_once(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let (ada, _, recovery) = enrolled(&server).await;
    let mut browser = Browser::new(&server);
    for expected in [StatusCode::OK, StatusCode::UNAUTHORIZED] {
        let ticket = browser.sign_in(EMAIL, PASSWORD).await.1["ticket"].take();
        let typed = recovery[3].to_lowercase().replace('-', " ");
        assert_eq!(with_code(&mut browser, &ticket, &typed).await.0, expected);
    }
    assert_eq!(viewer(&ada).await["recoveryCodesLeft"], 9);
    assert_eq!(log(&ada).await[..2], ["SIGNED_IN", "RECOVERY_CODE_USED"]);

    let renew = format!(
        "mutation {{ renewRecoveryCodes(input: {{currentPassword: {PASSWORD:?}}}) {{ recoveryCodes userErrors {{ code }} }} }}"
    );
    let renewed = portal(&ada, &renew).await["renewRecoveryCodes"].take();
    assert_eq!(renewed["recoveryCodes"].as_array().unwrap().len(), 10);
    assert_eq!(log(&ada).await[0], "RECOVERY_CODES_RENEWED");
    let ticket = browser.sign_in(EMAIL, PASSWORD).await.1["ticket"].take();
    assert_eq!(
        with_code(&mut browser, &ticket, &recovery[4]).await.0,
        StatusCode::UNAUTHORIZED,
        "the old ones are void"
    );
    let fresh = renewed["recoveryCodes"][0].as_str().unwrap();
    assert_eq!(with_code(&mut browser, &ticket, fresh).await.0, StatusCode::OK);
}

async fn guessing_codes_is_slowed_down(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let (_, secret, _) = enrolled(&server).await;
    server.pass(30);
    let mut browser = Browser::new(&server);
    for _ in 0..5 {
        // A new ticket does not begin anew.
        let ticket = browser.sign_in(EMAIL, PASSWORD).await.1["ticket"].take();
        assert_eq!(with_code(&mut browser, &ticket, "123456").await.1["code"], "WRONG_CODE");
    }
    let ticket = browser.sign_in(EMAIL, PASSWORD).await.1["ticket"].take();
    let (status, refused) = with_code(&mut browser, &ticket, &code(&server, &secret, 0)).await;
    assert_eq!((status, &refused["code"]), (StatusCode::TOO_MANY_REQUESTS, &json!("TOO_MANY")), "though it is right");
    server.pass(refused["retryAfter"].as_i64().unwrap());
    assert_eq!(with_code(&mut browser, &ticket, &code(&server, &secret, 0)).await.0, StatusCode::OK);
}

async fn the_password_ends_it(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let (ada, ..) = enrolled(&server).await;
    let disable = |password: &str| {
        format!(
            "mutation {{ disableSecondFactor(input: {{currentPassword: {password:?}}}) {{ userErrors {{ code }} }} }}"
        )
    };
    assert_eq!(codes(&portal(&ada, &disable("not the password")).await["disableSecondFactor"]), ["INVALID"]);
    assert_eq!(viewer(&ada).await["recoveryCodesLeft"], 10);
    assert!(codes(&portal(&ada, &disable(PASSWORD)).await["disableSecondFactor"]).is_empty());
    assert_eq!(Browser::new(&server).sign_in(EMAIL, PASSWORD).await.1["signedIn"], true);
    assert_eq!(log(&ada).await[1], "SECOND_FACTOR_DISABLED");
}

async fn an_administrator_ends_somebody_elses(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let (ada, ..) = enrolled(&server).await;
    let users = server.send(&server.admin, "{ users { nodes { id email } } }", json!({})).await.ok();
    let users = users["users"]["nodes"].as_array().unwrap().clone();
    let id = users.iter().find(|it| it["email"] == EMAIL).unwrap()["id"].clone();
    let reset = format!("mutation {{ resetSecondFactor(input: {{userId: {id}}}) {{ userErrors {{ code }} }} }}");
    server.send(&server.admin, &reset, json!({})).await.ok();
    assert_eq!(Browser::new(&server).sign_in(EMAIL, PASSWORD).await.1["signedIn"], true);
    assert_eq!(log(&ada).await[1], "SECOND_FACTOR_RESET");
}

async fn a_sign_in_waits_for_its_code_for_ten_minutes(store: &TestStore) {
    let server = TestServer::start(&store.url).await;
    let (_, secret, _) = enrolled(&server).await;
    let mut browser = Browser::new(&server);
    let ticket = browser.sign_in(EMAIL, PASSWORD).await.1["ticket"].take();
    server.pass(600);
    let late = with_code(&mut browser, &ticket, &code(&server, &secret, 0)).await;
    assert_eq!((late.0, &late.1["code"]), (StatusCode::UNAUTHORIZED, &json!("NO_TICKET")));
}

/// Ada with a confirmed second factor: her browser, her secret and her recovery codes.
async fn enrolled(server: &TestServer) -> (Browser<'_>, String, Vec<String>) {
    let ada = Browser::first(server).await;
    let secret = begin(&ada, PASSWORD).await["secret"].as_str().unwrap().to_owned();
    let confirmed = confirm(&ada, &code(server, &secret, 0)).await;
    let recovery = confirmed["recoveryCodes"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned());
    let recovery = recovery.collect();
    (ada, secret, recovery)
}

/// What the authenticator shows, so many steps of thirty seconds from now.
fn code(server: &TestServer, secret: &str, steps: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).with_account_name(EMAIL).build().unwrap();
    let seconds = server.now().millis() / 1_000 + steps * 30;
    totp.generate(seconds.try_into().unwrap()).to_string()
}

async fn begin(browser: &Browser<'_>, password: &str) -> Value {
    let document = format!(
        "mutation {{ beginSecondFactor(input: {{currentPassword: {password:?}}}) {{ secret uri qrCode userErrors {{ code field }} }} }}"
    );
    portal(browser, &document).await["beginSecondFactor"].take()
}

async fn confirm(browser: &Browser<'_>, code: &str) -> Value {
    let document = format!(
        "mutation {{ confirmSecondFactor(input: {{code: {code:?}}}) {{ recoveryCodes userErrors {{ code }} }} }}"
    );
    portal(browser, &document).await["confirmSecondFactor"].take()
}

async fn with_code(browser: &mut Browser<'_>, ticket: &Value, code: &str) -> (StatusCode, Value) {
    browser.session(Method::POST, "/session/code", json!({"ticket": ticket, "code": code})).await
}

async fn viewer(browser: &Browser<'_>) -> Value {
    portal(browser, "{ viewer { recoveryCodesLeft user { hasSecondFactor } } }").await["viewer"].take()
}

/// The kinds of the audit log's newest entries.
async fn log(browser: &Browser<'_>) -> Vec<String> {
    let data = portal(browser, "{ auditLog(first: 5) { nodes { kind } } }").await;
    data["auditLog"]["nodes"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect()
}

async fn portal(browser: &Browser<'_>, document: &str) -> Value {
    let mut answer = browser.ask(document, &[("x-baton-portal", "1")]).await;
    assert!(answer["errors"].is_null(), "{answer}");
    answer["data"].take()
}

fn codes(payload: &Value) -> Vec<&str> {
    payload["userErrors"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect()
}
