//! What can be asked of a thread: drawn at random, most of it sensible.

use baton::{
    id::{AppId, MessageId},
    protocol::{
        Button, Caller, Command, Content, EntryPointSource, InboxReply, MenuAction, MenuItem, MenuLevel, MessageTag,
        Participant, Permissions, Platform, Send, SendSurvey, Tap, Tapped, Tasks,
    },
};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};

use crate::{
    keeper::ADS,
    weather::{Bearer, PAYLOAD, Place, Weather},
};

/// A call: as the API takes it, and as the rules know it. Ids that the server chooses are not in it yet.
#[derive(Debug)]
pub struct Asked {
    pub operation: &'static str,
    pub input: Value,
    pub token: String,
    pub caller: Caller,
    pub command: Command,
    /// The idempotency key of a message.
    pub key: Option<String>,
    /// The channel's own id of the event.
    pub external: Option<String>,
}

/// Someone about to ask something of one thread.
struct Drawing<'a> {
    weather: &'a Weather,
    place: &'a Place,
    customer: String,
    /// Found nowhere else in the storm.
    mark: &'a str,
    dice: &'a mut StdRng,
}

/// Any call about the place's thread; one by the customer while nobody knows the thread.
pub fn draw(weather: &Weather, place: usize, mark: &str, dice: &mut StdRng) -> Asked {
    let customer = Weather::customer(place);
    let mut drawing = Drawing { weather, place: &weather.places[place], customer, mark, dice };
    let kind = match drawing.place.thread.get() {
        Some(_) => drawing.dice.random_range(0..40),
        None => drawing.dice.random_range(0..12),
    };
    match kind {
        0..12 => drawing.customers(kind),
        12..35 => drawing.apps(kind),
        _ => drawing.persons(kind),
    }
}

/// An event of the channel that everybody may bring, always the same one for the same number.
pub fn repeated(weather: &Weather, number: usize) -> (usize, Asked) {
    use rand::SeedableRng;
    let mut dice = StdRng::seed_from_u64(u64::try_from(number).unwrap());
    let place = number % weather.places.len();
    let customer = Weather::customer(place);
    let mark = format!("again-{number}");
    let kind = *[0, 8, 10].choose(&mut dice).unwrap();
    let mut drawing = Drawing { weather, place: &weather.places[place], customer, mark: &mark, dice: &mut dice };
    (place, drawing.customers(kind))
}

impl Drawing<'_> {
    fn customers(&mut self, kind: u32) -> Asked {
        let message = MessageId::example();
        let (operation, more, command) = match kind {
            0..6 => ("receiveMessage", json!({"text": self.mark}), Command::Receive { message }),
            6..10 => {
                let (on, named) = self.tapped(kind);
                let tap = Tap { message, payload: PAYLOAD.to_owned(), title: Some(self.mark.to_owned()), on };
                let tapped = json!({"payload": PAYLOAD, "title": self.mark});
                ("receivePostback", merged(tapped, named), Command::Tap(tap))
            }
            _ => {
                let key = *[ADS[0], ADS[1], "elsewhere"].choose(self.dice).unwrap();
                let refer = Command::Refer { source: EntryPointSource::Ad, key: key.to_owned() };
                ("receiveReferral", json!({"source": "AD", "key": key}), refer)
            }
        };
        let who =
            json!({"pageId": self.weather.page.to_string(), "customerId": self.customer, "externalId": self.mark});
        Asked {
            operation,
            input: merged(who, more),
            token: self.weather.channel.clone(),
            caller: Caller::Channel,
            command,
            key: None,
            external: Some(self.mark.to_owned()),
        }
    }

    /// A button that somebody sent, perhaps to another customer; or a menu.
    fn tapped(&mut self, kind: u32) -> (Tapped, Value) {
        let sent = self.weather.buttons.lock().unwrap().choose(self.dice).cloned();
        match (kind, sent) {
            (6 | 7, Some(sent)) => {
                let is_here = self.place.thread.get() == Some(&sent.thread);
                let sender = is_here.then_some(sent.sender.into());
                (Tapped::Button { sender }, json!({"messageId": sent.message.to_string()}))
            }
            (8, _) => (Tapped::Menu(MenuLevel::Page), json!({"menu": "PAGE"})),
            _ => (Tapped::Menu(MenuLevel::User), json!({"menu": "USER"})),
        }
    }

    fn apps(&mut self, kind: u32) -> Asked {
        let by = self.app();
        let (metadata, shown_metadata) = self.metadata();
        let expected_epoch = self.epoch();
        let fenced = json!({"expectedEpoch": expected_epoch});
        let mut key = None;
        let (operation, more, command) = match kind {
            12..15 => {
                let take = Command::Take { metadata, expected_epoch };
                ("takeThreadControl", merged(shown_metadata, fenced), take)
            }
            15..19 => ("requestThreadControl", shown_metadata, Command::Request { metadata }),
            19 => ("withdrawThreadControlRequest", json!({}), Command::Withdraw),
            20..22 => ("releaseThreadControl", fenced, Command::Release { expected_epoch }),
            22..25 => {
                let (target, id) = self.target();
                let pass = Command::Pass { target: Some(target), metadata, expected_epoch };
                ("passThreadControl", merged(merged(shown_metadata, fenced), json!({"targetId": id})), pass)
            }
            25 => {
                let duration = *[604_800, 100, 0].choose(self.dice).unwrap();
                let extend = Command::Extend { duration, expected_epoch };
                ("extendThreadControl", merged(fenced, json!({"duration": duration})), extend)
            }
            26 | 27 => {
                let (target, id) = self.target();
                let metadata = metadata.unwrap_or_else(|| self.mark.to_owned());
                let input = json!({"targetAppId": id, "metadata": metadata});
                ("passThreadMetadata", input, Command::PassMetadata { target: Some(target), metadata })
            }
            28..31 => {
                let (content, said) = self.content(&mut key);
                let tag = self.dice.random_ratio(1, 4).then_some(MessageTag::HumanAgent);
                let tagged = json!({"tag": tag, "idempotencyKey": key});
                let message = MessageId::example();
                let send = Send { message, content, tag, expected_epoch, key_used_at: None };
                ("sendMessage", merged(merged(said, fenced), tagged), Command::Send(send))
            }
            31 | 32 => {
                let (content, said) = self.content(&mut key);
                let survey = SendSurvey { message: MessageId::example(), content, key_used_at: None };
                ("sendSurvey", merged(said, json!({"idempotencyKey": key})), Command::SendSurvey(survey))
            }
            33 => {
                let item = MenuItem { title: self.mark.to_owned(), action: MenuAction::Payload(PAYLOAD.to_owned()) };
                let shown = json!({"items": [{"title": self.mark, "payload": PAYLOAD}]});
                ("setUserMenu", shown, Command::SetUserMenu { items: vec![item] })
            }
            _ => ("deleteUserMenu", json!({}), Command::DeleteUserMenu),
        };
        let caller = Caller::App { app: by.id, tasks: Tasks::all(), permissions: Permissions::all() };
        Asked { key, ..self.asked(operation, more, by.token, caller, command) }
    }

    fn persons(&mut self, kind: u32) -> Asked {
        let Bearer { id, token } = self.weather.people.choose(self.dice).unwrap().clone();
        let caller = Caller::Person { user: id, tasks: Tasks::MODERATE | Tasks::MESSAGING };
        let mut key = None;
        let (operation, more, command) = match kind {
            35 | 36 => {
                let (mut content, mut said) = self.content(&mut key);
                content.buttons.clear();
                said.as_object_mut().unwrap().remove("buttons");
                let reply = InboxReply { message: MessageId::example(), content, key_used_at: None };
                ("replyFromInbox", merged(said, json!({"idempotencyKey": key})), Command::InboxReply(reply))
            }
            37 => ("moveThreadToMain", json!({}), Command::InboxMoveToMain),
            38 => ("markThreadDone", json!({}), Command::InboxMarkDone),
            _ => {
                let (target, id) = self.target();
                let (metadata, shown) = self.metadata();
                let pass = Command::InboxPass { target: Some(target), metadata };
                ("passThreadFromInbox", merged(shown, json!({"targetAppId": id})), pass)
            }
        };
        Asked { key, ..self.asked(operation, more, token, caller, command) }
    }

    fn asked(&self, operation: &'static str, more: Value, token: String, caller: Caller, command: Command) -> Asked {
        let thread = self.place.thread.get().unwrap();
        let input = merged(json!({"threadId": thread.to_string()}), more);
        Asked { operation, input, token, caller, command, key: None, external: None }
    }

    /// Half the time the app that is believed to be the owner: else most calls would be refused.
    fn app(&mut self) -> Bearer<AppId> {
        let owner = self.place.believed.lock().unwrap().0.and_then(Participant::app);
        let owner = self.weather.apps.iter().find(|it| Some(it.id) == owner);
        let any = self.weather.apps.choose(self.dice).unwrap();
        if self.dice.random() { owner.unwrap_or(any).clone() } else { any.clone() }
    }

    fn target(&mut self) -> (Participant, String) {
        let app = match self.dice.random_range(0..12) {
            0 | 1 => return (Participant::Inbox, Platform::Messenger.inbox_id().to_string()),
            2 => AppId::new(99).unwrap(),
            _ => self.weather.apps.choose(self.dice).unwrap().id,
        };
        (app.into(), app.to_string())
    }

    /// As the command has it and as the input has it; now and then one that is too long.
    fn metadata(&mut self) -> (Option<String>, Value) {
        let text = match self.dice.random_range(0..24) {
            0 => Some("x".repeat(1_001)),
            1..6 => None,
            _ => Some(self.mark.to_owned()),
        };
        let shown = json!({"metadata": text});
        (text, shown)
    }

    fn epoch(&mut self) -> Option<i64> {
        let believed = self.place.believed.lock().unwrap().1;
        match self.dice.random_range(0..8) {
            0 | 1 => Some(believed),
            2 => Some(believed + 1),
            _ => None,
        }
    }

    /// Now and then under a key that others use too, saying what it always says.
    fn content(&mut self, key: &mut Option<String>) -> (Content, Value) {
        *key = self.dice.random_ratio(1, 4).then(|| format!("key-{}", self.dice.random_range(0..4)));
        let text = key.clone().unwrap_or_else(|| self.mark.to_owned());
        let said = json!({"text": text, "buttons": [{"title": "Buy", "payload": PAYLOAD}]});
        let buttons = vec![Button { title: "Buy".to_owned(), payload: PAYLOAD.to_owned() }];
        (Content { text: Some(text), attachments: Vec::new(), buttons }, said)
    }
}

fn merged(mut input: Value, more: Value) -> Value {
    let Value::Object(more) = more else { unreachable!("an object") };
    input.as_object_mut().unwrap().extend(more);
    input
}
