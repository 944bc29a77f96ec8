//! A client: what it does, and what it is told.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use baton::{
    id::{MessageId, ThreadId},
    protocol::Participant,
    time::Seconds,
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::{
    asked::{Asked, draw, repeated},
    code::Code,
    support::server::Answer,
    weather::{Sent, Span, Weather, read},
};

const CLIENTS: u64 = 16;
/// Customers that the clients would rather deal with.
const BUSY: usize = 5;
/// Steps of the clock, in seconds: mostly short ones, which end the time of few.
const STEPS: [i64; 12] = [1, 1, 1, 1, 1, 2, 2, 30, 30, 60, 3_600, 86_400];

/// A call, from before it was made to after it was answered.
#[derive(Debug)]
pub struct Call {
    pub place: usize,
    pub asked: Asked,
    pub span: Span,
    pub answer: Answered,
}

/// A look at a thread, and what was seen.
#[derive(Debug)]
pub struct Look {
    pub thread: ThreadId,
    pub span: Span,
    pub owner: Option<Participant>,
    pub epoch: i64,
}

/// What a call came to, as far as its caller was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    Refused(Code),
    /// This event of the thread.
    Event(i64),
    Nothing,
    /// This message, which another call with the same key may have sent.
    Message {
        id: MessageId,
        is_held: bool,
    },
    TakenIn,
    /// The channel had brought it before.
    Duplicate,
    /// The thread's menu is as asked.
    Menu,
}

#[derive(Default)]
pub struct Told {
    pub calls: Vec<Call>,
    pub looks: Vec<Look>,
}

const CONTROL: &str = "control { epoch owner { __typename ... on App { id } } }";

/// Lets all clients loose, and gathers what they were told.
pub async fn all(weather: &Arc<Weather>, seed: u64, calls: u64) -> Told {
    let repeats = Arc::new(AtomicUsize::new(0));
    // The first to fail ends them all.
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        let dice = StdRng::seed_from_u64(seed * 1_000 + number);
        clients.spawn(client(weather.clone(), repeats.clone(), number, calls, dice));
    }
    let mut all = Told::default();
    while let Some(told) = clients.join_next().await {
        let told = told.unwrap();
        all.calls.extend(told.calls);
        all.looks.extend(told.looks);
    }
    all
}

async fn client(weather: Arc<Weather>, repeats: Arc<AtomicUsize>, number: u64, calls: u64, mut dice: StdRng) -> Told {
    let mut told = Told::default();
    for call in 0..calls {
        // Half of all happens to a few.
        let busy = if dice.random() { BUSY.min(weather.places.len()) } else { weather.places.len() };
        let place = dice.random_range(0..busy);
        match dice.random_range(0..40) {
            0..3 => weather.keeper.lock().await.change(&weather, &mut dice).await,
            3 => weather.pass(Seconds(*STEPS.choose(&mut dice).unwrap())),
            4 | 5 => told.looks.extend(look(&weather, place, &mut dice).await),
            6..9 => {
                // Four that come one after the other bring the same thing.
                let (place, asked) = repeated(&weather, repeats.fetch_add(1, Ordering::Relaxed) / 4);
                told.calls.push(ask(&weather, place, asked, &mut dice).await);
            }
            _ => {
                let asked = draw(&weather, place, &format!("{number}-{call}"), &mut dice);
                told.calls.push(ask(&weather, place, asked, &mut dice).await);
            }
        }
    }
    told
}

async fn ask(weather: &Weather, place: usize, asked: Asked, dice: &mut StdRng) -> Call {
    let server = dice.random_range(0..weather.servers.len());
    let shown = match asked.operation {
        "receiveMessage" | "receivePostback" | "receiveReferral" => format!("duplicate thread {{ id {CONTROL} }}"),
        "sendMessage" | "sendSurvey" | "replyFromInbox" => format!("message {{ id status }} thread {{ id {CONTROL} }}"),
        "setUserMenu" | "deleteUserMenu" => "menu { level }".to_owned(),
        _ => format!("event {{ sequence }} thread {{ id {CONTROL} }}"),
    };
    let from = weather.moment().await;
    let answer = weather.mutate(server, &asked.token, asked.operation, asked.input.clone(), &shown).await;
    let span = Span { from, to: weather.moment().await };
    let answer = weather.learn(place, &asked, answer);
    Call { place, asked, span, answer }
}

/// A person reads the thread.
async fn look(weather: &Weather, place: usize, dice: &mut StdRng) -> Option<Look> {
    let thread = *weather.places[place].thread.get()?;
    let server = &weather.servers[dice.random_range(0..weather.servers.len())];
    let document = format!("query($thread: ID!) {{ thread(id: $thread) {{ {CONTROL} }} }}");
    let from = weather.moment().await;
    let seen = server.send(weather.admin(), &document, json!({"thread": thread.to_string()})).await.ok();
    let span = Span { from, to: weather.moment().await };
    let (owner, epoch) = control(&seen["thread"]);
    Some(Look { thread, span, owner, epoch })
}

impl Weather {
    /// What an answer says, for the caller and for everybody else.
    fn learn(&self, place: usize, asked: &Asked, answer: Answer) -> Answered {
        if answer.code() == "FORBIDDEN" {
            return Answered::Refused(Code::Forbidden);
        }
        let payload = answer.ok()[asked.operation].take();
        if let Some(code) = payload["userErrors"][0]["code"].as_str() {
            return Answered::Refused(refusal(code));
        }
        if payload["thread"].is_object() {
            let place = &self.places[place];
            place.thread.get_or_init(|| read(&payload["thread"]["id"]));
            *place.believed.lock().unwrap() = control(&payload["thread"]);
        }
        match asked.operation {
            "setUserMenu" | "deleteUserMenu" => Answered::Menu,
            "receiveMessage" | "receivePostback" | "receiveReferral" => {
                if payload["duplicate"] == true {
                    Answered::Duplicate
                } else {
                    Answered::TakenIn
                }
            }
            "sendMessage" | "sendSurvey" | "replyFromInbox" => {
                let message: MessageId = read(&payload["message"]["id"]);
                let sender = self.apps.iter().find(|it| it.token == asked.token);
                if let (Some(sender), Some(&thread)) = (sender, self.places[place].thread.get()) {
                    let sent = Sent { thread, message: message.clone(), sender: sender.id };
                    self.buttons.lock().unwrap().push(sent);
                }
                Answered::Message { id: message, is_held: payload["message"]["status"] == "HELD" }
            }
            _ => payload["event"]["sequence"].as_i64().map_or(Answered::Nothing, Answered::Event),
        }
    }
}

/// Owner and epoch.
fn control(thread: &Value) -> (Option<Participant>, i64) {
    let control = &thread["control"];
    let owner = match control["owner"]["__typename"].as_str() {
        Some("App") => Some(Participant::App(read(&control["owner"]["id"]))),
        Some(_) => Some(Participant::Inbox),
        None => None,
    };
    (owner, control["epoch"].as_i64().unwrap())
}

fn refusal(code: &str) -> Code {
    match code {
        "NOT_THREAD_OWNER" => Code::NotThreadOwner,
        "THREAD_CONTROLLED" => Code::ThreadControlled,
        "STALE_EPOCH" => Code::StaleEpoch,
        "TARGET_NOT_SUBSCRIBED" => Code::TargetNotSubscribed,
        "ALREADY_OWNER" => Code::AlreadyOwner,
        "NO_REQUEST" => Code::NoRequest,
        "APP_NOT_REVIEWED" => Code::AppNotReviewed,
        "HUMAN_AGENT_NOT_APPROVED" => Code::HumanAgentNotApproved,
        "OUTSIDE_MESSAGING_WINDOW" => Code::OutsideMessagingWindow,
        "INVALID" => Code::Invalid,
        code => panic!("nobody can be refused with {code} here"),
    }
}
