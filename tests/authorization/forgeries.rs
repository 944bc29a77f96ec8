//! `token_revoked`: tokens that are none of ours, or no more.

use std::time::Duration;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use futures_util::{SinkExt, StreamExt};
use jsonwebtoken::{Algorithm, EncodingKey, Header, decode_header, encode};
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

use crate::{
    scene::{Scene, in_both_scenes},
    support::{TestStore, server::TestServer},
};

const VIEWER: &str = "{ viewer { isChannel } }";

in_both_scenes!(
    a_forged_token_is_refused,
    a_token_of_another_installation_is_refused,
    a_replaced_key_verifies_while_its_file_is_given,
);

async fn a_forged_token_is_refused(scene: Scene) {
    let genuine = scene.token("app");
    let pem = std::fs::read(scene.server.key_file()).unwrap();
    let key = EncodingKey::from_ed_pem(&pem).unwrap();
    let pair = Ed25519KeyPair::from_pkcs8(pem::parse(&pem).unwrap().contents()).unwrap();
    let header = decode_header(genuine).unwrap();
    let claims = claims(genuine);
    let change = |name: &str, value: Value| {
        let mut changed = claims.clone();
        changed[name] = value;
        changed
    };
    let (head, rest) = genuine.split_once('.').unwrap();
    let signature = rest.split_once('.').unwrap().1;
    let mut promoted = claims.clone();
    promoted["scope"]["page"] = json!(scene.elsewhere);

    // Who holds the key makes tokens that are good: what is refused below is refused for its own fault.
    let again = encode(&header, &claims, &key).unwrap();
    assert_eq!(scene.call(&scene.server, &again, VIEWER).await, "ok");

    let none = json!({"typ": "JWT", "alg": "none", "kid": header.kid});
    let hmac = Header { alg: Algorithm::HS256, ..header.clone() };
    let crit = Header { crit: Some(vec!["exp".to_owned()]), ..header.clone() };
    let public = EncodingKey::from_secret(pair.public_key().as_ref());
    for (what, token) in [
        ("alg none", format!("{}.{}.", part(&none), part(&claims))),
        ("no signature", format!("{head}.{}.", part(&claims))),
        ("the public key as a secret", encode(&hmac, &claims, &public).unwrap()),
        ("another page under our signature", format!("{head}.{}.{signature}", part(&promoted))),
        ("another audience", encode(&header, &change("aud", json!("elsewhere")), &key).unwrap()),
        ("another issuer", encode(&header, &change("iss", json!("elsewhere")), &key).unwrap()),
        ("expired", encode(&header, &change("exp", json!(1)), &key).unwrap()),
        ("never issued", encode(&header, &change("jti", json!("t_unknown")), &key).unwrap()),
        ("extensions", encode(&crit, &claims, &key).unwrap()),
        ("oversize", format!("{genuine}{}", "A".repeat(5_000))),
        ("no token", "hello".to_owned()),
    ] {
        let answer = scene.server.send(&token, VIEWER, json!({})).await;
        assert_eq!((answer.status, answer.code()), (401, "UNAUTHENTICATED"), "{what}");
        assert_eq!(close_code(&scene.server, &token).await, 4403, "{what}");
    }
}

async fn a_token_of_another_installation_is_refused(scene: Scene) {
    let elsewhere = TestStore::sqlite().await;
    let stranger = TestServer::start(&elsewhere.url).await;
    assert_eq!(scene.call(&scene.server, &stranger.admin, VIEWER).await, "401");
    // A key that was copied with a server's files is not enough: each database knows what it issued.
    let copied = scene.server.beside(&elsewhere.url).await;
    assert_eq!(scene.call(&copied, &copied.admin, VIEWER).await, "ok");
    assert_eq!(scene.call(&scene.server, &copied.admin, VIEWER).await, "401");
}

async fn a_replaced_key_verifies_while_its_file_is_given(scene: Scene) {
    let old = scene.token("app");
    let during = scene.server.rotated(&scene.db.url, true).await;
    assert_eq!(scene.call(&during, old, VIEWER).await, "ok");
    assert_eq!(scene.call(&during, &during.admin, VIEWER).await, "ok");

    let after = scene.server.rotated(&scene.db.url, false).await;
    assert_eq!(scene.call(&after, old, VIEWER).await, "401");
    assert_eq!(scene.call(&after, &during.admin, VIEWER).await, "ok", "the new key signs from the first day");
    assert_eq!(scene.call(&scene.server, &during.admin, VIEWER).await, "401", "a server without the new key");
}

fn claims(token: &str) -> Value {
    let part = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn part(value: &Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(value.to_string())
}

/// With what code the server closes a WebSocket that shows this token.
async fn close_code(server: &TestServer, token: &str) -> u16 {
    let mut request = format!("ws://{}/graphql", server.address).into_client_request().unwrap();
    let protocol = HeaderValue::from_static("graphql-transport-ws");
    request.headers_mut().insert("sec-websocket-protocol", protocol);
    let mut socket = connect_async(request).await.unwrap().0;
    let init = json!({"type": "connection_init", "payload": {"authorization": format!("Bearer {token}")}});
    socket.send(Message::text(init.to_string())).await.unwrap();
    loop {
        let frame = timeout(Duration::from_secs(20), socket.next()).await.unwrap().unwrap().unwrap();
        if let Message::Close(frame) = frame {
            return frame.unwrap().code.into();
        }
    }
}
