//! The three apps. Each follows its own feed, as its webhook would bring it, and answers what concerns it.

use std::{pin::pin, sync::Arc};

use futures_util::StreamExt;
use serde_json::{Value, json};

use super::{
    Stage,
    client::{Client, Failed},
    world::{App, Page, text},
};

const FEED: &str = "subscription { appEvents { channel event { __typename thread { id } \
    ... on MessageReceived { message { text } } \
    ... on PostbackReceived { payload } \
    ... on ControlRequested { app { id } thread { control { owner { ... on App { id } } } } } \
    ... on ControlChanged { reason newOwner { __typename ... on App { id } } } } } }";

/// One thing that an app heard.
struct Heard {
    /// MESSAGING to the owner, STANDBY to everybody else.
    channel: String,
    kind: String,
    thread: String,
    event: Value,
}

/// An app at work: its name, its id, and its way to the server.
struct Worker {
    stage: Stage,
    page: Arc<Page>,
    app: String,
    client: Client,
}

impl Worker {
    fn new(stage: Stage, page: Arc<Page>, app: impl Fn(&Page) -> &App) -> Self {
        let (app, token) = (app(&page).id.clone(), app(&page).token.clone());
        let client = stage.client(&token);
        Self { stage, page, app, client }
    }

    /// Answers everything that it hears, each at its own pace. Connects again when the connection was lost.
    async fn listen<F>(self, answer: fn(Arc<Self>, Heard) -> F)
    where
        F: Future<Output = Result<(), Failed>> + Send + 'static,
    {
        let worker = Arc::new(self);
        loop {
            if let Ok(feed) = worker.client.follow(FEED).await {
                let mut feed = pin!(feed);
                while let Some(mut heard) = feed.next().await {
                    let event = heard["event"].take();
                    let heard = Heard {
                        channel: text(&heard["channel"]),
                        kind: text(&event["__typename"]),
                        thread: text(&event["thread"]["id"]),
                        event,
                    };
                    let work = answer(Arc::clone(&worker), heard);
                    // Others may have been faster: to be refused is a part of the game.
                    tokio::spawn(async move { work.await.inspect_err(|error| tracing::debug!(%error, "refused")) });
                }
            }
            worker.stage.pause(500, 1_500).await;
        }
    }

    async fn say(&self, thread: &str, words: &str) -> Result<(), Failed> {
        let input = json!({ "threadId": thread, "text": words });
        self.client.call("sendMessage", input, "thread { id }").await.map(drop)
    }

    async fn pass(&self, thread: &str, target: &str, why: &str) -> Result<(), Failed> {
        let input = json!({ "threadId": thread, "targetId": target, "metadata": why });
        self.client.call("passThreadControl", input, "thread { id }").await.map(drop)
    }

    async fn release(&self, thread: &str) -> Result<(), Failed> {
        self.client.call("releaseThreadControl", json!({ "threadId": thread }), "thread { id }").await.map(drop)
    }
}

/// Answers what it knows, and passes on what it does not.
pub(super) async fn faq_bot(stage: Stage, page: Arc<Page>) {
    let worker = Worker::new(stage, page, |it| &it.bot);
    let items =
        json!([{ "title": "Talk to a person", "payload": "PERSON" }, { "title": "Opening hours", "payload": "HOURS" }]);
    let menu = json!({ "pageId": worker.page.id, "items": items });
    if let Err(error) = worker.client.call("setPageMenu", menu, "menu { updatedAt }").await {
        tracing::debug!(%error, "no menu");
    }
    worker.listen(answer_questions).await;
}

async fn answer_questions(worker: Arc<Worker>, heard: Heard) -> Result<(), Failed> {
    let Worker { stage, page, app, .. } = &*worker;
    let thread = &heard.thread;
    match heard.kind.as_str() {
        "MessageReceived" if heard.channel == "MESSAGING" => {
            stage.pause(500, 1_600).await;
            let words = text(&heard.event["message"]["text"]).to_lowercase();
            if ["person", "refund", "broken", "exchange"].iter().any(|it| words.contains(it)) {
                worker.say(thread, "One moment, please: a colleague knows more about this.").await?;
                stage.pause(300, 900).await;
                return worker.pass(thread, &page.desk.id, &format!("Asked: {words}")).await;
            }
            let answers = [
                "Yes, it is in stock. Shall I put one aside for you?",
                "It leaves our workshop tomorrow and takes two days.",
                "12 to 30 km/h is best for that one.",
                "We are there from nine to six, on Saturdays until two.",
            ];
            worker.say(thread, stage.dice.pick(&answers).unwrap_or_default()).await?;
            if stage.dice.chance(30) {
                stage.pause(1_500, 4_000).await;
                worker.release(thread).await?;
            }
            Ok(())
        }
        "PostbackReceived" if heard.channel == "MESSAGING" && heard.event["payload"] == "PERSON" => {
            stage.pause(400, 1_000).await;
            worker.say(thread, "Of course. I am getting somebody.").await?;
            worker.pass(thread, &page.inbox, "Wants a person").await
        }
        "ControlRequested" if heard.event["thread"]["control"]["owner"]["id"] == json!(app) => {
            stage.pause(1_200, 2_500).await;
            if stage.dice.chance(70) {
                let asking = text(&heard.event["app"]["id"]);
                worker.pass(thread, &asking, "You asked for it").await?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Solves what is passed to it, and asks for what it hears of.
pub(super) async fn live_desk(stage: Stage, page: Arc<Page>) {
    Worker::new(stage, page, |it| &it.desk).listen(solve).await;
}

async fn solve(worker: Arc<Worker>, heard: Heard) -> Result<(), Failed> {
    let Worker { stage, page, app, .. } = &*worker;
    let thread = &heard.thread;
    match heard.kind.as_str() {
        "ControlChanged" if heard.event["newOwner"]["id"] == json!(app) => {
            stage.pause(900, 2_200).await;
            worker.say(thread, "Hi, this is Kim from the workshop. Let me have a look.").await?;
            stage.pause(2_000, 5_000).await;
            match stage.dice.between(0, 4) {
                0 => {
                    let longer = json!({ "threadId": thread, "duration": 300 });
                    worker.client.call("extendThreadControl", longer, "thread { id }").await.map(drop)
                }
                1 => worker.release(thread).await,
                _ => {
                    worker.say(thread, "Done! Anything else, just write.").await?;
                    worker.pass(thread, &page.bot.id, "Solved").await
                }
            }
        }
        "MessageReceived" if heard.channel == "MESSAGING" => {
            stage.pause(900, 2_600).await;
            worker.say(thread, "Thank you, I have noted that.").await
        }
        "MessageReceived" if stage.dice.chance(12) => {
            stage.pause(400, 1_200).await;
            let asking = json!({ "threadId": thread, "metadata": "I know this customer" });
            worker.client.call("requestThreadControl", asking, "thread { id }").await.map(drop)
        }
        _ => Ok(()),
    }
}

/// Asks how it was, once nobody holds the conversation any more.
pub(super) async fn survey(stage: Stage, page: Arc<Page>) {
    Worker::new(stage, page, |it| &it.survey).listen(ask_how_it_was).await;
}

async fn ask_how_it_was(worker: Arc<Worker>, heard: Heard) -> Result<(), Failed> {
    let let_go = heard.kind == "ControlChanged" && heard.event["newOwner"].is_null();
    if !let_go || !worker.stage.dice.chance(40) {
        return Ok(());
    }
    worker.stage.pause(800, 2_000).await;
    let buttons = json!([{ "title": "Great", "payload": "5" }, { "title": "Not so well", "payload": "2" }]);
    let survey = json!({ "threadId": heard.thread, "text": "How did we do?", "buttons": buttons });
    worker.client.call("sendSurvey", survey, "thread { id }").await.map(drop)
}
