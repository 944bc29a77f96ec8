//! The same thing at both servers at the same moment counts once.

use serde_json::{Value, json};
use tokio::sync::Barrier;

use crate::{
    pair::Pair,
    servers::{
        scene::text,
        story::{Story, stories},
    },
};

/// The same event twice, each time of another kind.
const ROUNDS: usize = 45;

/// Messages, taps and referrals: by a customer whom nobody knows yet, and by one who has a thread.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_external_id_counts_once() {
    let pair = Pair::open().await;
    let menu = "mutation($page: ID!) { setPageMenu(input: {pageId: $page, items: [{title: \"Buy\", payload: \"BUY\"}]}) { userErrors { code } } }";
    pair.send(&pair.bot.token, menu, json!({"page": pair.page})).await.ok();
    let mut customers = Vec::new();
    for round in 0..ROUNDS {
        // Every other time the thread is new, and made by one of the two.
        let customer = format!("customer-{}", round / 2);
        let event = Event::of(round, &customer, &pair.page);
        let barrier = Barrier::new(2);
        let (one, two) = tokio::join!(event.bring(&pair, 0, &barrier), event.bring(&pair, 1, &barrier));
        let duplicates = [&one, &two].map(|it| it["duplicate"].as_bool().unwrap());
        assert_eq!(duplicates.iter().filter(|it| **it).count(), 1, "one of the two: {duplicates:?}");
        assert_eq!(one["thread"]["id"], two["thread"]["id"]);
        customers.push(customer);
    }
    customers.dedup();
    let stories = stories(&pair.db, &pair.page, &customers).await;
    let mut brought: Vec<String> = stories.iter().flat_map(Event::in_story).collect();
    brought.sort_unstable();
    let mut expected: Vec<String> = (0..ROUNDS).map(|it| format!("m{it}")).collect();
    expected.sort_unstable();
    assert_eq!(brought, expected);
}

/// What the channel brings, under an id that it also shows as text, title or key.
struct Event {
    operation: &'static str,
    input: Value,
}

impl Event {
    fn of(round: usize, customer: &str, page: &str) -> Self {
        let external = format!("m{round}");
        let mut input = json!({"pageId": page, "customerId": customer, "externalId": external});
        let operation = match round % 3 {
            0 => {
                input["text"] = external.into();
                "receiveMessage"
            }
            1 => {
                (input["title"], input["payload"], input["menu"]) = (external.into(), "BUY".into(), "PAGE".into());
                "receivePostback"
            }
            _ => {
                (input["key"], input["source"]) = (external.into(), "AD".into());
                "receiveReferral"
            }
        };
        Self { operation, input }
    }

    /// Brings it to a server once everybody stands ready.
    async fn bring(&self, pair: &Pair, server: usize, barrier: &Barrier) -> Value {
        let (head, tail) = self.operation.split_at(1);
        let document = format!(
            "mutation($input: {}{tail}Input!) {{ {}(input: $input) {{ duplicate thread {{ id }} userErrors {{ code }} }} }}",
            head.to_uppercase(),
            self.operation
        );
        barrier.wait().await;
        let answer = pair.send_to(server, &pair.channel, &document, json!({"input": self.input})).await;
        let payload = answer.unwrap().ok()[self.operation].take();
        assert_eq!(payload["userErrors"], json!([]));
        payload
    }

    /// The ids of all that was brought into a thread.
    fn in_story(story: &Story) -> Vec<String> {
        use baton::protocol::Event as Logged;
        let shown = story.events.iter().filter_map(|it| match &it.event {
            Logged::PostbackReceived { title, .. } => title.clone(),
            Logged::ReferralReceived { key, .. } => Some(key.clone()),
            _ => None,
        });
        shown.chain(story.texts().map(str::to_owned)).collect()
    }
}

/// `same_key_once`.
#[tokio::test]
async fn the_same_idempotency_key_sends_once() {
    let pair = Pair::open().await;
    let thread = pair.writes("ada", "m1").await;
    pair.verb(&pair.bot, "takeThreadControl", &thread, "").await;
    for round in 0..15 {
        let key = format!("key-{round}");
        let (one, two) =
            tokio::join!(pair.message(0, &pair.bot, &thread, &key), pair.message(1, &pair.bot, &thread, &key),);
        let id = |answer: Value| text(&answer["sendMessage"]["message"]["id"]);
        assert_eq!(id(one.unwrap().ok()), id(two.unwrap().ok()));
    }
    let stories = stories(&pair.db, &pair.page, &["ada".to_owned()]).await;
    assert_eq!(stories[0].messages.len(), 16);
}
