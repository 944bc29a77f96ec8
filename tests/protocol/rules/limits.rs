//! `menu_limits`: what may be said, and how much of it.

use baton::protocol::{Button, Content, MenuAction, MenuItem};
use serde_json::json;

use crate::scene::{BOT, Scene};

#[test]
fn menu_limits() {
    let mut scene = Scene::owned_by(BOT);
    for items in [vec![], vec![payload("Buy", "BUY"); 21]] {
        scene.app(BOT).sets_user_menu_of(items).is_invalid("items");
    }
    for items in [vec![payload("Buy", "BUY")], vec![payload("Buy", "BUY"); 20]] {
        scene.app(BOT).sets_user_menu_of(items).succeeds();
    }
}

#[test]
fn menu_limits_of_items() {
    let mut scene = Scene::owned_by(BOT);
    let good = [
        payload(&"é".repeat(30), &"漢".repeat(1_000)),
        url("http://shop.example/buy"),
        url("https://shop.example/buy?now=1"),
        url("HTTPS://shop.example"),
        url("https://läden.example/käse"),
    ];
    for item in good {
        scene.app(BOT).sets_user_menu_of(vec![item]).succeeds();
    }
    let bad = [
        payload("", "BUY"),
        payload(&"é".repeat(31), "BUY"),
        payload("Buy", ""),
        payload("Buy", &"x".repeat(1_001)),
        url(""),
        url("shop.example"),
        url("ftp://shop.example"),
        url("https://"),
        url("https://:443/buy"),
        url(&format!("https://{}", "x".repeat(2_000))),
        url("https:///buy"),
        url("https://?buy"),
        url("https://shop.example/buy now"),
        url("https://shop.example\n"),
        url("javascript:alert(1)//https://"),
    ];
    for item in bad {
        scene.app(BOT).sets_user_menu_of(vec![payload("Good", "GOOD"), item]).is_invalid("items");
    }
}

#[test]
fn menu_limits_of_buttons() {
    let mut scene = Scene::owned_by(BOT);
    let with = |buttons| Content { text: Some("Choose".to_owned()), buttons, ..Content::default() };
    for buttons in [vec![button(1, 1); 13], vec![button(20, 1_000)], vec![]] {
        scene.app(BOT).sends_content(with(buttons), None).succeeds();
    }
    for buttons in
        [vec![button(1, 1); 14], vec![button(0, 1)], vec![button(21, 1)], vec![button(1, 0)], vec![button(1, 1_001)]]
    {
        scene.app(BOT).sends_content(with(buttons), None).is_invalid("buttons");
    }
}

#[test]
fn menu_limits_of_texts() {
    let mut scene = Scene::owned_by(BOT);
    let text = |length| Content { text: Some("é".repeat(length)), ..Content::default() };
    for length in [1, 2_000] {
        scene.app(BOT).sends_content(text(length), None).succeeds();
    }
    for length in [0, 2_001] {
        scene.app(BOT).sends_content(text(length), None).is_invalid("text");
    }
    scene.app(BOT).sends_content(Content::default(), None).is_invalid("text");
    let picture = Content { attachments: vec![json!({ "type": "image" })], ..Content::default() };
    scene.app(BOT).sends_content(picture, None).succeeds();
}

/// Our own, beside the contract's: what one message may weigh.
#[test]
fn menu_limits_of_attachments() {
    let mut scene = Scene::owned_by(BOT);
    let pictures = |count| Content { attachments: vec![json!("x"); count], ..Content::default() };
    scene.app(BOT).sends_content(pictures(30), None).succeeds();
    scene.app(BOT).sends_content(pictures(31), None).is_invalid("attachments");
    // The string and its two quotes.
    let heavy = |bytes: usize| Content { attachments: vec![json!("x".repeat(bytes - 2))], ..Content::default() };
    scene.app(BOT).sends_content(heavy(65_536), None).succeeds();
    scene.app(BOT).sends_content(heavy(65_537), None).is_invalid("attachments");
}

fn payload(title: &str, payload: &str) -> MenuItem {
    MenuItem { title: title.to_owned(), action: MenuAction::Payload(payload.to_owned()) }
}

fn url(url: &str) -> MenuItem {
    MenuItem { title: "Shop".to_owned(), action: MenuAction::Url(url.to_owned()) }
}

fn button(title: usize, payload: usize) -> Button {
    Button { title: "é".repeat(title), payload: "é".repeat(payload) }
}
