//! Many calls in one request.

use serde_json::{Value, json};

use crate::{
    client::{Reply, client, reply},
    shop::{Shop, in_both_shops},
};

in_both_shops!(calls_are_answered_in_their_order, a_later_call_uses_what_an_earlier_one_answered, batches_are_bounded,);

impl Shop {
    async fn batch(&self, path: &str, batch: Value) -> Reply {
        let body = json!({"access_token": self.bot.token, "batch": batch});
        reply(client().post(self.graph(path)).json(&body)).await
    }
}

/// The status and the body of an item.
fn item(item: &Value) -> (u64, Value) {
    assert_eq!(item["headers"], json!([{"name": "Content-Type", "value": "application/json; charset=UTF-8"}]));
    (item["code"].as_u64().unwrap(), serde_json::from_str(item["body"].as_str().unwrap()).unwrap())
}

async fn calls_are_answered_in_their_order(shop: Shop) {
    shop.writes("ann", "1").await;
    let recipient = "recipient=%7B%22id%22%3A%22ann%22%7D";
    let hello = format!("messaging_type=RESPONSE&{recipient}&message=%7B%22text%22%3A%22Hello+there%22%7D");
    let batch = json!([
        {"method": "POST", "relative_url": "me/messages", "body": hello},
        {"method": "POST", "relative_url": "/me/take_thread_control", "body": recipient},
        {"method": "POST", "relative_url": "v21.0/me/messages", "body": hello},
        {"relative_url": "me/thread_owner?recipient=ann"},
        {"method": "POST", "relative_url": format!("me/release_thread_control?access_token={}", shop.desk.token), "body": recipient},
        {"method": "DELETE", "relative_url": "me/likes"},
        {"method": "GET"},
    ]);
    for path in ["/", "/v6.0/", "/v21.0"] {
        let answers = shop.batch(path, batch.clone()).await.ok();
        let items: Vec<(u64, Value)> = answers.as_array().unwrap().iter().map(item).collect();
        if path == "/" {
            assert_eq!((items[0].0, &items[0].1["error"]["error_subcode"]), (400, &json!(2_018_300)));
        }
        assert_eq!(items[1], (200, json!({"success": true})));
        assert_eq!((items[2].0, &items[2].1["recipient_id"]), (200, &json!("ann")));
        assert_eq!(items[3].1["data"][0]["thread_owner"]["app_id"], json!(shop.bot.id));
        assert_eq!((items[4].0, &items[4].1["error"]["code"]), (400, &json!(10)), "by the desk");
        assert_eq!((items[5].0, &items[5].1["error"]["error_subcode"]), (400, &json!(33)));
        assert_eq!((items[6].0, &items[6].1["error"]["code"]), (400, &json!(100)));
    }
    // As a form, without headers, and each call with a token of its own.
    let owner = format!("me/thread_owner?recipient=ann&access_token={}", shop.desk.token);
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("batch", &json!([{"method": "GET", "relative_url": owner}]).to_string())
        .append_pair("include_headers", "false")
        .finish();
    let request = client().post(shop.graph("/v21.0/")).header("content-type", "application/x-www-form-urlencoded");
    let answers = reply(request.body(form)).await.ok();
    assert_eq!(answers[0]["code"], 200);
    assert!(answers[0].get("headers").is_none());
}

async fn a_later_call_uses_what_an_earlier_one_answered(shop: Shop) {
    shop.owned_by(&shop.bot, "ann").await;
    let first = json!({"method": "GET", "name": "list", "relative_url": "me/conversations?fields=participants"});
    let owner = json!({"relative_url": "me/thread_owner?recipient={result=list:$.data.0.participants.data.0.id}"});
    let answers = shop.batch("/", json!([first, owner])).await.ok();
    assert_eq!(answers[0], Value::Null, "nobody asked to see it");
    assert_eq!(item(&answers[1]).1["data"][0]["thread_owner"]["app_id"], json!(shop.bot.id));

    let mut shown = first.clone();
    shown["omit_response_on_success"] = json!(false);
    let body = "recipient=%7B%22id%22%3A%22%7Bresult%3Dlist%3A%24.data%5B0%5D.participants.data%5B0%5D.id%7D%22%7D";
    let release = json!({"method": "POST", "relative_url": "me/release_thread_control", "body": body});
    let answers = shop.batch("/", json!([shown, release])).await.ok();
    assert_eq!(item(&answers[0]).0, 200);
    assert_eq!(item(&answers[1]), (200, json!({"success": true})));

    let omitted = json!({"relative_url": "me", "name": "me", "omit_response_on_success": true});
    let refused = json!({"relative_url": "me/likes", "name": "likes", "omit_response_on_success": true});
    let answers = shop.batch("/", json!([omitted, refused])).await.ok();
    assert_eq!((&answers[0], item(&answers[1]).0), (&Value::Null, 400), "what is refused is shown");

    for reference in
        ["{result=list:$.data", "{result=likes:$.id}", "{result=none:$.id}", "{result=me}", "{result=me:id}"]
    {
        let last = json!({"relative_url": format!("me/thread_owner?recipient={reference}")});
        let answers = shop.batch("/", json!([{"relative_url": "me", "name": "me"}, refused, last])).await.ok();
        assert_eq!(item(&answers[2]).1["error"]["code"], 100, "{reference}");
    }
    let depends = json!([refused, {"relative_url": "me", "depends_on": "likes"}]);
    assert_eq!(item(&shop.batch("/", depends).await.ok()[1]).0, 400);
}

async fn batches_are_bounded(shop: Shop) {
    let me = json!({"relative_url": "me"});
    assert_eq!(shop.batch("/", json!(vec![me.clone(); 50])).await.ok().as_array().unwrap().len(), 50);
    shop.batch("/", json!(vec![me; 51])).await.refused(100, None);
    shop.batch("/", json!({"a": 1})).await.refused(100, None);
    // A batch in a batch is none.
    let nested = json!([{"method": "POST", "relative_url": "/", "body": "batch=[]"}]);
    assert_eq!(item(&shop.batch("/", nested).await.ok()[0]).1["error"]["error_subcode"], 33);
    reply(client().post(shop.graph("/")).json(&json!({"a": 1}))).await.refused(100, Some(33));
}
