//! Messages that come in one packet.

use async_graphql::futures_util::SinkExt;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::Client;
use crate::support::Server;

impl Client {
    /// In one write.
    async fn send_together(&mut self, messages: impl IntoIterator<Item = Value>) {
        for message in messages {
            self.0.feed(Message::text(message.to_string())).await.unwrap();
        }
        self.0.flush().await.unwrap();
    }
}

#[tokio::test]
async fn messages_that_come_together_are_taken_one_by_one() {
    let server = Server::start().await;
    let mut client = Client::ready(&server).await;
    let subscribe =
        |id: usize| json!({ "id": id.to_string(), "type": "subscribe", "payload": { "query": "{ hello }" } });
    // More than are taken before any is answered, and one of them ended before it begins.
    let cancelled = json!({ "id": "0", "type": "complete" });
    let messages = [subscribe(0), cancelled, json!({ "type": "ping" })].into_iter().chain((1..=50).map(subscribe));
    client.send_together(messages).await;
    let (mut pongs, mut states) = (0, [0; 51]);
    while pongs == 0 || states[1..].iter().any(|it| *it < 2) {
        let message = client.next().await;
        match (message["type"].as_str().unwrap(), message["id"].as_str()) {
            ("pong", None) => pongs += 1,
            (kind, Some(id)) => {
                let state = &mut states[id.parse::<usize>().unwrap()];
                assert_eq!(kind, ["next", "complete"][*state], "{message}");
                *state += 1;
            }
            _ => panic!("{message}"),
        }
    }
    assert_eq!((pongs, states[0]), (1, 0));

    client.send_together([subscribe(1), subscribe(1), subscribe(2)]).await;
    assert_eq!(client.closed().await, 4409);
}

#[tokio::test]
async fn what_is_asked_for_before_the_end_begins() {
    let server = Server::start().await;
    let mut client = Client::ready(&server).await;
    let mutation = |id: &str| json!({ "id": id, "type": "subscribe", "payload": { "query": "mutation { count }" } });
    client.send_together([mutation("a"), mutation("b"), json!({ "type": "nonsense" }), mutation("c")]).await;
    assert_eq!(client.closed().await, 4400);
    assert_eq!(server.mutations(), 2, "of those before the message that closed the socket");
}
