//! `request_ends`: an app withdraws what it asked for.

use serde_json::json;

use crate::shop::{Shop, codes, in_both_shops};

in_both_shops!(an_app_withdraws_its_request_and_the_others_move_up, without_a_request_there_is_nothing_to_withdraw,);

async fn an_app_withdraws_its_request_and_the_others_move_up(shop: Shop) {
    let third = shop.app("Third").await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    shop.verb(&third, "requestThreadControl", &thread, "").await;
    let withdrawn = shop.verb(&shop.desk, "withdrawThreadControlRequest", &thread, "").await;
    assert_eq!(withdrawn["event"]["__typename"], "RequestWithdrawn");
    assert_eq!(withdrawn["thread"]["requests"], json!([{"app": {"id": third.id}, "position": 1, "metadata": null}]));
    let again = shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    assert_eq!(again["thread"]["requests"][1]["app"]["id"], json!(shop.desk.id), "at the end");
}

async fn without_a_request_there_is_nothing_to_withdraw(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    for app in [&shop.bot, &shop.desk] {
        let refused = shop.verb(app, "withdrawThreadControlRequest", &thread, "").await;
        assert_eq!(codes(&refused), ["NO_REQUEST"]);
    }
}
