//! The arguments that all lists share.

use serde_json::json;

use crate::shop::{Shop, in_both_shops};

in_both_shops!(a_list_has_0_to_100_rows, a_cursor_is_of_the_list_that_gave_it);

async fn a_list_has_0_to_100_rows(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let on_page = |list: &str| format!("{{ page(id: {}) {{ it: {list} {{ nodes {{ __typename }} }} }} }}", shop.page);
    let on_thread = |list: &str| format!("{{ thread(id: {thread}) {{ it: {list} {{ nodes {{ __typename }} }} }} }}");
    for (arguments, code) in [
        ("first: 0", ""),
        ("first: 100", ""),
        ("first: 101", "BAD_USER_INPUT"),
        ("first: -1", "BAD_USER_INPUT"),
        ("first: 2147483648", "BAD_USER_INPUT"),
        ("first: 1.5", "BAD_USER_INPUT"),
        ("first: \"1\"", "BAD_USER_INPUT"),
    ] {
        for document in [
            on_page(&format!("threads({arguments})")),
            on_page(&format!("subscriptions({arguments})")),
            on_thread(&format!("messages({arguments})")),
            on_thread(&format!("events({arguments})")),
            format!("{{ pages({arguments}) {{ nodes {{ id }} }} }}"),
            format!("{{ apps({arguments}) {{ nodes {{ id }} }} }}"),
        ] {
            let answer = shop.server.send(&shop.server.admin, &document, json!({})).await;
            assert_eq!(answer.code(), code, "{document}");
        }
    }
    for (arguments, code) in [
        ("last: 0", ""),
        ("last: 100", ""),
        ("last: 101", "BAD_USER_INPUT"),
        ("last: -1", "BAD_USER_INPUT"),
        ("first: 1, last: 1", "BAD_USER_INPUT"),
    ] {
        for document in [
            on_page(&format!("threads({arguments})")),
            on_thread(&format!("messages({arguments})")),
            on_thread(&format!("events({arguments})")),
        ] {
            let answer = shop.server.send(&shop.server.admin, &document, json!({})).await;
            assert_eq!(answer.code(), code, "{document}");
        }
    }
}

async fn a_cursor_is_of_the_list_that_gave_it(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let document = format!(
        "{{ pages {{ edges {{ cursor }} }} apps {{ edges {{ cursor }} }} thread(id: {thread}) {{
            messages {{ edges {{ cursor }} }} events {{ edges {{ cursor node {{ cursor }} }} }} }}
            page(id: {}) {{ threads {{ edges {{ cursor }} }} subscriptions {{ edges {{ cursor }} }} }} }}",
        shop.page
    );
    let data = shop.server.send(&shop.server.admin, &document, json!({})).await.ok();
    let cursor = |path: &str| data.pointer(path).unwrap()["edges"][0]["cursor"].clone();
    assert_eq!(cursor("/thread/events"), data["thread"]["events"]["edges"][0]["node"]["cursor"]);
    let cursors = ["/pages", "/apps", "/thread/messages", "/thread/events", "/page/threads"].map(cursor);
    for (place, cursor) in cursors.iter().enumerate() {
        for (list, document) in [
            "{ pages(after: C) { nodes { id } } }".to_owned(),
            "{ apps(after: C) { nodes { id } } }".to_owned(),
            format!("{{ thread(id: {thread}) {{ messages(after: C) {{ nodes {{ id }} }} }} }}"),
            format!("{{ thread(id: {thread}) {{ events(before: C) {{ nodes {{ sequence }} }} }} }}"),
            format!("{{ page(id: {}) {{ threads(before: C) {{ nodes {{ id }} }} }} }}", shop.page),
        ]
        .into_iter()
        .enumerate()
        {
            let answer =
                shop.server.send(&shop.server.admin, &document.replace('C', &cursor.to_string()), json!({})).await;
            assert_eq!(answer.code(), if place == list { "" } else { "BAD_USER_INPUT" }, "{document} {cursor}");
        }
    }
    let long = "A".repeat(10_000);
    for bad in ["", "x", "ZTox", "🙂", "\\u0000", &long] {
        let document = format!("{{ pages(after: \"{bad}\") {{ nodes {{ id }} }} }}");
        assert_eq!(
            shop.server.send(&shop.server.admin, &document, json!({})).await.code(),
            "BAD_USER_INPUT",
            "{bad:.9}"
        );
    }
}
