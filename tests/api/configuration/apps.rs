//! `createApp`.

use std::collections::HashSet;

use serde_json::json;

use crate::shop::{Shop, codes, field, in_both_shops, text};

in_both_shops!(
    a_new_app_has_a_secret_of_its_own_and_no_grants,
    an_app_that_exists_elsewhere_keeps_its_id,
    an_apps_name_and_id_are_checked,
);

async fn a_new_app_has_a_secret_of_its_own_and_no_grants(shop: Shop) {
    let mut secrets = HashSet::new();
    for _ in 0..2 {
        let selection = "appSecret app { name review { live humanAgent } webhook { url } testers { id } }";
        let created = shop.configures("createApp", "name: \"Survey\"", selection).await;
        assert_eq!(
            created["app"],
            json!({"name": "Survey", "review": {"live": false, "humanAgent": false}, "webhook": null, "testers": []})
        );
        assert!(text(&created["appSecret"]).len() >= 32);
        secrets.insert(text(&created["appSecret"]));
    }
    assert_eq!(secrets.len(), 2);
}

async fn an_app_that_exists_elsewhere_keeps_its_id(shop: Shop) {
    let created = shop.configures("createApp", "name: \"A\", id: 1067", "app { id }").await;
    assert_eq!(created["app"]["id"], "1067");
    let again = shop.configures("createApp", "name: \"A\", id: \"1067\"", "appSecret app { id }").await;
    assert_eq!((codes(&again), field(&again)), (vec!["CONFLICT"], vec!["input", "id"]));
    assert_eq!((&again["app"], &again["appSecret"]), (&json!(null), &json!(null)));
}

async fn an_apps_name_and_id_are_checked(shop: Shop) {
    for (input, wrong) in [
        ("name: \"\"", "name"),
        ("name: \"a\\u0000b\"", "name"),
        ("name: \"A\", id: \"0\"", "id"),
        ("name: \"A\", id: \"x\"", "id"),
        ("name: \"A\", id: \"263902037430900\"", "id"),
        ("name: \"A\", id: \"1217981644879628\"", "id"),
    ] {
        let refused = shop.configures("createApp", input, "app { id }").await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", wrong]), "{input}");
    }
}
