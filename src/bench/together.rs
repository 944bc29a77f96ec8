//! `{ __typename }` on WebSockets, sixteen at a time on each: what an operation costs a server that reads and writes several
//! at once, as it may for a page that opens or for a gateway. Their latency is that of the last of them.

use serde::Deserialize;
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use super::{
    BenchError, Measure, Plan,
    error::excerpt,
    load::{self, Caller},
    report::Tally,
    scene::Scene,
    socket::{Socket, subscribe},
};

const AT_A_TIME: usize = 16;

pub async fn measure(scene: &Scene, plan: &Plan, tally: &mut Tally) -> Result<(), BenchError> {
    for &count in &plan.callers {
        // Sockets of their own: a server gives those up that lie idle and answer no pings.
        let mut callers = Vec::new();
        for _ in 0..count {
            let ids = (0..AT_A_TIME).map(|id| id.to_string());
            let operations = ids.map(|id| subscribe(&id, "{ __typename }", &json!({}))).collect();
            callers.push(Asker { socket: Socket::open(&scene.target, &scene.desk.token).await?, operations });
        }
        load::measure(Measure::Together, "operations/s", callers, &plan.of(count), tally).await?;
    }
    Ok(())
}

struct Asker {
    socket: Socket,
    operations: Vec<Message>,
}

/// How far an operation has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Asked,
    Answered,
    Complete,
}

#[derive(Deserialize)]
struct Frame<'a> {
    id: &'a str,
    r#type: &'a str,
    #[serde(borrow)]
    payload: Option<Payload<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload<'a> {
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data<'a> {
    __typename: &'a str,
}

impl Caller for Asker {
    const AT_ONCE: usize = AT_A_TIME;

    async fn call(&mut self) -> Result<(), BenchError> {
        self.socket.send(self.operations.iter().cloned()).await?;
        let mut states = [State::Asked; AT_A_TIME];
        let mut running = AT_A_TIME;
        while running > 0 {
            let text = self.socket.next().await?;
            let told = step(&text, &mut states);
            let told = told.ok_or_else(|| BenchError::Answer {
                expected: "the name of its type and then its completion, once for each operation",
                answer: excerpt(text.as_bytes()),
            });
            running -= usize::from(told? == State::Complete);
        }
        Ok(())
    }
}

/// Where a message brings the operation that it is of; `None` for one that does not come next.
fn step(text: &str, states: &mut [State]) -> Option<State> {
    let frame: Frame<'_> = serde_json::from_str(text).ok()?;
    let state = states.get_mut(frame.id.parse::<usize>().ok()?)?;
    *state = match (*state, frame.r#type, frame.payload) {
        (State::Asked, "next", Some(Payload { data: Data { __typename: "Query" } })) => State::Answered,
        (State::Answered, "complete", None) => State::Complete,
        _ => return None,
    };
    Some(*state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_is_answered_once_and_completed_once() {
        let next =
            |id: &str| json!({"type": "next", "id": id, "payload": {"data": {"__typename": "Query"}}}).to_string();
        let complete = |id: &str| json!({"id": id, "type": "complete"}).to_string();
        let run = |messages: &[String]| {
            let mut states = [State::Asked; 2];
            messages.iter().all(|it| step(it, &mut states).is_some())
        };
        assert!(run(&[next("0"), next("1"), complete("1"), complete("0")]));
        let nothing = json!({"type": "next", "id": "0", "payload": {"data": null}}).to_string();
        let data = json!({"__typename": "Query"});
        let errors = json!({"type": "next", "id": "0", "payload": {"data": data, "errors": []}}).to_string();
        let refused = json!({"type": "error", "id": "0", "payload": []}).to_string();
        for wrong in [&[next("0"), next("0")][..], &[complete("0")], &[next("2")], &[nothing], &[errors], &[refused]] {
            assert!(!run(wrong), "{wrong:?}");
        }
    }
}
