//! The fragment bomb: a short document whose fragments spread one another ten times a level, ten million fields in all.
//! A server that expands them while it validates is busy for minutes; ours is to refuse it whole, and at once.

use std::fmt::Write as _;

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

const LEVELS: usize = 7;
const SPREADS: usize = 10;

/// One caller is enough: a server that can be stopped by this is stopped by one.
pub async fn measure(scene: &Scene, plan: &Plan, tally: &mut Tally) -> Result<(), BenchError> {
    let mut request = Request::new(&scene.target, &scene.desk.token);
    let request = request.with(&graphql::body(&bomb(), &json!({}))).to_vec();
    let callers = vec![Attacker { connection: Connection::open(&scene.target).await?, request }];
    load::measure(Measure::Refusal, "refusals/s", callers, &plan.of(1), tally).await
}

fn bomb() -> String {
    let mut document = "{ ...f0 }".to_owned();
    for level in 0..LEVELS {
        let spread = format!(" ...f{}", level + 1).repeat(SPREADS);
        // A text can always be written to.
        let _ = write!(document, " fragment f{level} on Query {{{spread} }}");
    }
    let _ = write!(document, " fragment f{LEVELS} on Query {{ __typename }}");
    document
}

struct Attacker {
    connection: Connection,
    request: Vec<u8>,
}

#[derive(Deserialize)]
struct Answered {
    data: Option<IgnoredAny>,
    errors: Vec<IgnoredAny>,
}

impl Caller for Attacker {
    async fn call(&mut self) -> Result<(), BenchError> {
        let answer = self.connection.call(&self.request).await?;
        let body = answer.body;
        let refused = |it: Answered| it.data.is_none() && !it.errors.is_empty();
        match answer.status {
            200 | 400 if serde_json::from_slice(body).is_ok_and(refused) => Ok(()),
            429 => Err(BenchError::Limited),
            _ => Err(BenchError::Answer { expected: "a refusal", answer: excerpt(body) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bomb_is_small() {
        let document = bomb();
        assert_eq!(document.matches("fragment").count(), LEVELS + 1);
        assert_eq!(document.matches("...").count(), 1 + LEVELS * SPREADS);
        assert!(document.len() < 1_000);
    }
}
