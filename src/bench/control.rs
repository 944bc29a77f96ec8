//! Durable changes of control: the desk passes its thread to the bot and takes it back, each time with the epoch that
//! it knows, and compares owner and epoch of the answer. Each caller has a thread of its own.

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

const PASS: &str = "mutation Pass($thread: ID!, $target: ID!, $epoch: Int!) {
    change: passThreadControl(input: {threadId: $thread, targetId: $target, expectedEpoch: $epoch}) {
        thread { control { epoch owner { ... on App { id } } } } userErrors { code message }
    }
}";
const TAKE: &str = "mutation Take($thread: ID!, $epoch: Int!) {
    change: takeThreadControl(input: {threadId: $thread, expectedEpoch: $epoch}) {
        thread { control { epoch owner { ... on App { id } } } } userErrors { code message }
    }
}";
const STATE: &str = "query($thread: ID!) { thread(id: $thread) { control { epoch owner { ... on App { id } } } } }";
/// Stands for the epoch in a body that is ready but for it.
const EPOCH: &str = "\"#\"";

pub async fn measure(scene: &Scene, plan: &Plan, tally: &mut Tally) -> Result<(), BenchError> {
    let most = plan.callers.iter().copied().max().unwrap_or(1);
    let mut callers = Vec::new();
    for thread in scene.threads.iter().take(most) {
        callers.push(Changer::open(scene, thread).await?);
    }
    load::measure(Measure::Control, "changes/s", callers, plan, tally).await
}

/// Who changes the control of one thread, again and again.
#[derive(Debug)]
pub struct Changer {
    connection: Connection,
    request: Request,
    /// Two halves of a body, with the epoch between them.
    pass: (String, String),
    take: (String, String),
    body: String,
    desk: String,
    bot: String,
    /// Who has control now.
    owner: String,
    epoch: i64,
}

#[derive(Deserialize)]
struct Answered<'a> {
    #[serde(borrow)]
    data: Option<Data<'a>>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    change: Change<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    #[serde(borrow)]
    thread: Option<Thread<'a>>,
    user_errors: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
struct Thread<'a> {
    #[serde(borrow)]
    control: Control<'a>,
}

#[derive(Deserialize)]
struct Control<'a> {
    epoch: i64,
    #[serde(borrow)]
    owner: Owner<'a>,
}

#[derive(Deserialize)]
struct Owner<'a> {
    id: &'a str,
}

impl Changer {
    pub async fn open(scene: &Scene, thread: &str) -> Result<Self, BenchError> {
        let state = scene.ask(STATE, json!({"thread": thread})).await?;
        let (desk, bot) = (scene.desk.id.clone(), scene.bot.id.clone());
        let pass = json!({"thread": thread, "target": bot, "epoch": "#"});
        let take = json!({"thread": thread, "epoch": "#"});
        Ok(Self {
            connection: Connection::open(&scene.target).await?,
            request: Request::new(&scene.target, &scene.desk.token),
            pass: halves(&graphql::body(PASS, &pass)),
            take: halves(&graphql::body(TAKE, &take)),
            body: String::new(),
            owner: graphql::text(&state, "/control/owner/id")?,
            epoch: state["control"]["epoch"].as_i64().unwrap_or_default(),
            desk,
            bot,
        })
    }

    /// The epoch that the last change brought.
    pub const fn epoch(&self) -> i64 {
        self.epoch
    }
}

impl Caller for Changer {
    async fn call(&mut self) -> Result<(), BenchError> {
        let is_pass = self.owner == self.desk;
        let (before, after) = if is_pass { &self.pass } else { &self.take };
        self.body.clear();
        self.body.push_str(before);
        self.body.push_str(&self.epoch.to_string());
        self.body.push_str(after);
        let answer = self.connection.call(self.request.with(&self.body)).await?.ok()?;
        let next = if is_pass { &self.bot } else { &self.desk };
        if !is_change(answer, self.epoch + 1, next) {
            let expected = "that control went from one app to the other, one epoch on";
            return Err(BenchError::Answer { expected, answer: excerpt(answer) });
        }
        self.epoch += 1;
        self.owner.clone_from(next);
        Ok(())
    }
}

fn halves(body: &str) -> (String, String) {
    let (before, after) = body.split_once(EPOCH).unwrap_or((body, ""));
    (before.to_owned(), after.to_owned())
}

fn is_change(answer: &[u8], epoch: i64, owner: &str) -> bool {
    let change = serde_json::from_slice::<Answered<'_>>(answer).ok().and_then(|it| it.data).map(|it| it.change);
    change.filter(|it| it.user_errors.is_empty()).and_then(|it| it.thread).is_some_and(|it| {
        let Control { epoch: now, owner: Owner { id } } = it.control;
        (now, id) == (epoch, owner)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_change_that_was_asked_for_is_one() {
        let answer = |epoch, owner, refusals| {
            let thread = json!({"control": {"epoch": epoch, "owner": {"id": owner}}});
            json!({"data": {"change": {"thread": thread, "userErrors": refusals}}}).to_string()
        };
        assert!(is_change(answer(7, "1", json!([])).as_bytes(), 7, "1"));
        for other in [answer(6, "1", json!([])), answer(7, "2", json!([])), answer(7, "1", json!([{}]))] {
            assert!(!is_change(other.as_bytes(), 7, "1"), "{other}");
        }
        assert!(!is_change(br#"{"data":null,"errors":[{"message":"no"}]}"#, 7, "1"));
        assert!(!is_change(br#"{"data":{"change":{"thread":null,"userErrors":[]}}}"#, 7, "1"));
    }

    #[test]
    fn the_epoch_stands_where_the_mark_stood() {
        let (before, after) = halves(&graphql::body(TAKE, &json!({"thread": "1", "epoch": "#"})));
        let body: serde_json::Value = serde_json::from_str(&format!("{before}42{after}")).unwrap();
        assert_eq!(body["variables"], json!({"thread": "1", "epoch": 42}));
    }
}
