//! The newest fifty threads of a page with owner and last message: what a person's inbox or a desk's screen asks for.

use serde::{Deserialize, de::IgnoredAny};
use serde_json::json;

use super::{
    BenchError, Measure, Plan,
    error::excerpt,
    graphql,
    http::{Connection, Request},
    load::{self, Caller},
    report::Tally,
    scene::Scene,
};

const THREADS: usize = 50;

const LIST: &str = "query List($page: ID!) { page(id: $page) { threads(first: 50) {
    nodes {
        id customer { id name } lastActivityAt
        control { state epoch owner { ... on App { id name } ... on Inbox { id name } } }
        messages(last: 1) { nodes { id text sentAt } }
    }
    pageInfo { hasNextPage endCursor }
} } }";

pub async fn measure(scene: &Scene, plan: &Plan, tally: &mut Tally) -> Result<(), BenchError> {
    // The benchmark's own page is read by its app, another page by the administrator who named it.
    let (page, token) = match &plan.page {
        Some(page) => (page, &scene.target.token),
        None => (&scene.page, &scene.desk.token),
    };
    let mut request = Request::new(&scene.target, token);
    let request = request.with(&graphql::body(LIST, &json!({"page": page})));
    let mut callers = Vec::new();
    for _ in 0..plan.callers.iter().copied().max().unwrap_or(1) {
        callers.push(Reader { connection: Connection::open(&scene.target).await?, request: request.to_vec() });
    }
    load::measure(Measure::List, "lists/s", callers, plan, tally).await
}

struct Reader {
    connection: Connection,
    request: Vec<u8>,
}

impl Caller for Reader {
    async fn call(&mut self) -> Result<(), BenchError> {
        let answer = self.connection.call(&self.request).await?.ok()?;
        if is_full(answer) {
            return Ok(());
        }
        let expected = "fifty threads, each with an owner and one message (--page has fewer?)";
        Err(BenchError::Answer { expected, answer: excerpt(answer) })
    }
}

#[derive(Deserialize)]
struct Answered {
    data: Option<Data>,
}

#[derive(Deserialize)]
struct Data {
    page: Option<Page>,
}

#[derive(Deserialize)]
struct Page {
    threads: Nodes<Thread>,
}

#[derive(Deserialize)]
struct Nodes<T> {
    nodes: Vec<T>,
}

#[derive(Deserialize)]
struct Thread {
    control: Control,
    messages: Nodes<IgnoredAny>,
}

#[derive(Deserialize)]
struct Control {
    owner: Option<IgnoredAny>,
}

fn is_full(answer: &[u8]) -> bool {
    let page = serde_json::from_slice::<Answered>(answer).ok().and_then(|it| it.data?.page);
    page.is_some_and(|it| {
        let threads = it.threads.nodes;
        threads.len() == THREADS && threads.iter().all(|it| it.control.owner.is_some() && it.messages.nodes.len() == 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_lacks_nothing() {
        let answer = |threads: usize, owner: serde_json::Value, messages: usize| {
            let thread = json!({"control": {"owner": owner}, "messages": {"nodes": vec![json!({}); messages]}});
            json!({"data": {"page": {"threads": {"nodes": vec![thread; threads]}}}}).to_string()
        };
        assert!(is_full(answer(50, json!({"id": "1"}), 1).as_bytes()));
        for other in [answer(49, json!({}), 1), answer(50, json!(null), 1), answer(50, json!({}), 0)] {
            assert!(!is_full(other.as_bytes()));
        }
        assert!(!is_full(br#"{"data":{"page":null}}"#));
    }
}
