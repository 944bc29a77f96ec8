use std::{collections::HashSet, path::PathBuf};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::*;
use crate::{protocol::Permissions, store::TokenScope, time::Seconds};

const NOW: Timestamp = Timestamp::from_millis(1_760_000_000_000);

/// A folder with keys in it, that goes when the test ends.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn keys(&self, name: &str) -> Keys {
        Keys::load_or_create(&self.file(name), None).unwrap()
    }
}

fn record(scope: TokenScope) -> TokenRecord {
    TokenRecord { id: "t_1".parse().unwrap(), scope, issued_at: NOW, expires_at: None, revoked_at: None }
}

fn page_token() -> TokenRecord {
    record(TokenScope::Page {
        page: "11".parse().unwrap(),
        app: "22".parse().unwrap(),
        asked_by: "u_1".parse().unwrap(),
        permissions: Permissions::PAGES_MESSAGING,
    })
}

/// Signs whatever a forger with our own key would: claims of a page token, changed.
fn forge(keys: &Keys, change: impl FnOnce(&mut Value)) -> String {
    let mut claims = serde_json::to_value(Claims::of(&page_token())).unwrap();
    change(&mut claims);
    encode(&keys.header, &claims, &keys.signing).unwrap()
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

#[test]
fn every_scope_comes_back_as_it_went() {
    let keys = Desk::new().keys("a.pem");
    let scopes = [
        page_token().scope,
        TokenScope::Page {
            page: "1".parse().unwrap(),
            app: "9007199254740991".parse().unwrap(),
            asked_by: "u_1".parse().unwrap(),
            permissions: Permissions::empty(),
        },
        TokenScope::Channel { page: "11".parse().unwrap() },
        TokenScope::User { user: "u_1".parse().unwrap() },
    ];
    for scope in scopes {
        let issued = TokenRecord { expires_at: Some(NOW + Seconds::HOUR), ..record(scope) };
        assert_eq!(keys.verify(&keys.sign(&issued).unwrap(), NOW), Ok(issued));
    }
}

#[test]
fn the_claims_are_readable() {
    let keys = Desk::new().keys("a.pem");
    let token = keys.sign(&page_token()).unwrap();
    let claims: Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap();
    let scope =
        json!({"kind": "page", "page": "11", "app": "22", "asked_by": "u_1", "permissions": ["PAGES_MESSAGING"]});
    let expected =
        json!({"iss": "baton", "aud": "baton", "sub": "app:22", "jti": "t_1", "iat": 1_760_000_000, "scope": scope});
    assert_eq!(claims, expected);
}

#[test]
fn a_token_ends_at_its_second_without_leeway() {
    let keys = Desk::new().keys("a.pem");
    let end = NOW + Seconds(60);
    let token = keys.sign(&TokenRecord { expires_at: Some(end), ..page_token() }).unwrap();
    assert!(keys.verify(&token, Timestamp::from_millis(end.millis() - 1)).is_ok());
    assert_eq!(keys.verify(&token, end), Err(TokenError::Expired(end)));
}

#[test]
fn a_token_without_an_end_never_expires() {
    let keys = Desk::new().keys("a.pem");
    let token = keys.sign(&page_token()).unwrap();
    assert!(keys.verify(&token, Timestamp::from_millis(i64::MAX)).is_ok());
}

#[test]
fn the_previous_key_verifies_and_no_longer_signs() {
    let desk = Desk::new();
    let old = desk.keys("old.pem").sign(&page_token()).unwrap();
    let both = Keys::load_or_create(&desk.file("new.pem"), Some(&desk.file("old.pem"))).unwrap();
    assert!(both.verify(&old, NOW).is_ok());

    let new = both.sign(&page_token()).unwrap();
    assert!(desk.keys("new.pem").verify(&new, NOW).is_ok());
    assert_eq!(desk.keys("old.pem").verify(&new, NOW), Err(TokenError::UnknownKey));
    assert_eq!(desk.keys("new.pem").verify(&old, NOW), Err(TokenError::UnknownKey));
}

#[test]
fn a_previous_key_that_is_missing_is_an_error() {
    let desk = Desk::new();
    let missing = Keys::load_or_create(&desk.file("a.pem"), Some(&desk.file("missing.pem")));
    assert!(matches!(missing, Err(KeyError::Read { .. })));
    assert!(!desk.file("missing.pem").exists());
}

#[test]
fn a_changed_byte_anywhere_is_refused() {
    let keys = Desk::new().keys("a.pem");
    let token = keys.sign(&page_token()).unwrap();
    for place in 0..token.len() {
        let mut changed = token.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(keys.verify(&changed, NOW).is_err(), "byte {place} may change");
    }
}

#[test]
fn the_algorithm_none_is_refused() {
    let keys = Desk::new().keys("a.pem");
    let kid = keys.header.kid.clone();
    let claims = part(&serde_json::to_value(Claims::of(&page_token())).unwrap());
    for alg in ["none", "None", "NONE", ""] {
        let header = part(&json!({"typ": "JWT", "alg": alg, "kid": kid}));
        assert_eq!(keys.verify(&format!("{header}.{claims}."), NOW), Err(TokenError::Malformed));
    }
    let unsigned = format!("{}.{claims}.", part(&serde_json::to_value(&keys.header).unwrap()));
    assert_eq!(keys.verify(&unsigned, NOW), Err(TokenError::Signature));
}

/// The classic confusion: the public key, which is no secret, used as the secret of an HMAC.
#[test]
fn another_algorithm_is_refused() {
    let desk = Desk::new();
    let keys = desk.keys("a.pem");
    let public = KeyFile::load(&desk.file("a.pem")).unwrap().public;
    for alg in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
        let header = Header { alg, ..keys.header.clone() };
        let forged = encode(&header, &Claims::of(&page_token()), &EncodingKey::from_secret(&public)).unwrap();
        assert_eq!(keys.verify(&forged, NOW), Err(TokenError::Algorithm));
    }
}

#[test]
fn a_strangers_key_under_our_name_is_refused() {
    let desk = Desk::new();
    let (ours, stranger) = (desk.keys("ours.pem"), desk.keys("stranger.pem"));
    let forged = encode(&ours.header, &Claims::of(&page_token()), &stranger.signing).unwrap();
    assert_eq!(ours.verify(&forged, NOW), Err(TokenError::Signature));
    assert_eq!(ours.verify(&stranger.sign(&page_token()).unwrap(), NOW), Err(TokenError::UnknownKey));

    let nameless = encode(&Header::new(Algorithm::EdDSA), &Claims::of(&page_token()), &ours.signing).unwrap();
    assert_eq!(ours.verify(&nameless, NOW), Err(TokenError::UnknownKey));
}

#[test]
fn another_issuer_or_audience_is_refused() {
    let keys = Desk::new().keys("a.pem");
    for claim in ["iss", "aud"] {
        let other = forge(&keys, |claims| claims[claim] = json!("batons"));
        assert_eq!(keys.verify(&other, NOW), Err(TokenError::Foreign), "{claim}");
        let many = forge(&keys, |claims| claims[claim] = json!(["baton", "other"]));
        assert_eq!(keys.verify(&many, NOW), Err(TokenError::Malformed), "{claim}");
    }
}

#[test]
fn claims_that_are_missing_or_of_the_wrong_type_are_refused() {
    let keys = Desk::new().keys("a.pem");
    for claim in ["iss", "aud", "sub", "jti", "iat", "scope"] {
        let missing = forge(&keys, |claims| drop(claims.as_object_mut().unwrap().remove(claim)));
        assert_eq!(keys.verify(&missing, NOW), Err(TokenError::Malformed), "{claim} missing");
        let wrong = forge(&keys, |claims| claims[claim] = json!({"a": [1]}));
        assert_eq!(keys.verify(&wrong, NOW), Err(TokenError::Malformed), "{claim} wrong");
    }
    for (claim, value) in [("exp", json!("never")), ("exp", json!(1e300)), ("admin", json!(true))] {
        let strange = forge(&keys, |claims| claims[claim] = value);
        assert_eq!(keys.verify(&strange, NOW), Err(TokenError::Malformed), "{claim}");
    }
    let powers = forge(&keys, |claims| claims["scope"]["permissions"] = json!(["PAGES_MESSAGING", "EVERYTHING"]));
    assert_eq!(keys.verify(&powers, NOW), Err(TokenError::Malformed));
}

#[test]
fn extensions_that_must_be_understood_are_refused() {
    let keys = Desk::new().keys("a.pem");
    let header = Header { crit: Some(vec!["b64".to_owned()]), ..keys.header.clone() };
    let token = encode(&header, &Claims::of(&page_token()), &keys.signing).unwrap();
    assert_eq!(keys.verify(&token, NOW), Err(TokenError::Malformed));
}

#[test]
fn texts_that_are_no_tokens_are_refused() {
    let keys = Desk::new().keys("a.pem");
    for text in ["", ".", "..", "...", "a.b.c", "Bearer", "é.é.é", "\u{0}", "e30.e30.e30"] {
        assert_eq!(keys.verify(text, NOW), Err(TokenError::Malformed), "{text:?}");
    }
    assert_eq!(keys.verify(&"a".repeat(LONGEST_TOKEN + 1), NOW), Err(TokenError::TooLong));
}

#[test]
fn what_is_shown_of_a_refusal_gives_nothing_away() {
    let every = [
        TokenError::TooLong,
        TokenError::Malformed,
        TokenError::Algorithm,
        TokenError::UnknownKey,
        TokenError::Signature,
        TokenError::Foreign,
        TokenError::Expired(NOW),
    ];
    let texts: HashSet<_> = every.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), every.len());
    assert!(texts.iter().all(|text| text.starts_with("the access token ")));
}
