//! `fenced`.

use crate::shop::{Shop, codes, field, in_both_shops};

in_both_shops!(a_call_with_a_stale_epoch_changes_nothing, a_call_with_the_threads_epoch_goes_through);

async fn a_call_with_a_stale_epoch_changes_nothing(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let before = shop.thread(&shop.bot, &thread).await;
    let target = format!("targetId: \"{}\" expectedEpoch: 0", shop.bot.id);
    for (app, operation, arguments) in [
        (&shop.bot, "releaseThreadControl", "expectedEpoch: 0"),
        (&shop.bot, "extendThreadControl", "duration: 60 expectedEpoch: 2"),
        (&shop.bot, "extendThreadControl", "duration: -1 expectedEpoch: -1"),
        (&shop.bot, "passThreadControl", target.as_str()),
        (&shop.desk, "passThreadControl", target.as_str()),
        (&shop.desk, "takeThreadControl", "expectedEpoch: 0"),
        (&shop.desk, "releaseThreadControl", "expectedEpoch: 2147483647"),
    ] {
        let payload = shop.verb(app, operation, &thread, arguments).await;
        assert_eq!(codes(&payload), ["STALE_EPOCH"], "{operation} {arguments}");
        assert_eq!(field(&payload), ["input", "expectedEpoch"]);
    }
    let sent = shop.send(&shop.bot, &thread, "text: \"Hello\" expectedEpoch: 0").await;
    assert_eq!(codes(&sent), ["STALE_EPOCH"]);
    assert_eq!(shop.thread(&shop.bot, &thread).await, before);
}

async fn a_call_with_the_threads_epoch_goes_through(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let mut epoch = 0;
    for (operation, arguments, moves) in [
        ("takeThreadControl", "", 1),
        ("extendThreadControl", "duration: 100000", 0),
        ("releaseThreadControl", "", 1),
        ("takeThreadControl", "", 1),
    ] {
        let fenced = format!("{arguments} expectedEpoch: {epoch}");
        let payload = shop.verb(&shop.bot, operation, &thread, &fenced).await;
        assert!(codes(&payload).is_empty(), "{operation}: {payload}");
        epoch += moves;
        assert_eq!(payload["thread"]["control"]["epoch"], epoch);
    }
}
