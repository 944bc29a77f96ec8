//! `{ __typename }`: what a call costs before it asks for anything, every check included.

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

const EXPECTED: &[u8] = br#"{"data":{"__typename":"Query"}}"#;

pub async fn measure(scene: &Scene, plan: &Plan, tally: &mut Tally) -> Result<(), BenchError> {
    let mut request = Request::new(&scene.target, &scene.desk.token);
    let request = request.with(&graphql::body("{ __typename }", &json!({})));
    let mut callers = Vec::new();
    for _ in 0..plan.callers.iter().copied().max().unwrap_or(1) {
        callers.push(Asker { connection: Connection::open(&scene.target).await?, request: request.to_vec() });
    }
    load::measure(Measure::Typename, "calls/s", callers, plan, tally).await
}

struct Asker {
    connection: Connection,
    request: Vec<u8>,
}

impl Caller for Asker {
    async fn call(&mut self) -> Result<(), BenchError> {
        match self.connection.call(&self.request).await?.ok()? {
            EXPECTED => Ok(()),
            answer => Err(BenchError::Answer { expected: "the name of its type", answer: excerpt(answer) }),
        }
    }
}
