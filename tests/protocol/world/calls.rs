//! Calls, drawn from all that anybody can ask: mostly sensible, some by the wrong caller or with wrong values.

use baton::{
    protocol::{
        Answer, Button, Caller, Command, Content, EntryPointSource, Feedback, InboxReply, MenuAction, MenuItem,
        MenuLevel, MessageTag, Participant, Permissions, QuestionType, Send, SendSurvey, Tap, Tapped, Target, Tasks,
    },
    time::Timestamp,
};

use super::{Dice, World, app};

/// The entry point that may exist.
pub const KEY: &str = "spring";

impl World {
    /// Who calls, what for, and the idempotency key of a message.
    pub fn draw(&mut self, dice: &mut Dice) -> (Caller, Command, Option<usize>) {
        let kind = dice.below(33);
        let caller = self.caller(kind, dice);
        let key = (dice.one_in(4)).then(|| dice.below(2));
        let key_used_at = self.key_used_at(&caller, key);
        let command = match kind {
            0..4 => Command::Receive { message: self.new_message() },
            4..7 => Command::Take { metadata: metadata(dice), expected_epoch: self.epoch(dice) },
            7..11 => Command::Request { metadata: metadata(dice) },
            11 => Command::Withdraw,
            12..14 => Command::Release { expected_epoch: self.epoch(dice) },
            14..16 => self.pass(dice),
            16 => {
                let duration = dice.pick(&[604_800, 1, 3_600, 86_400, 0, 604_801, -1]);
                Command::Extend { duration, expected_epoch: self.epoch(dice) }
            }
            17 => Command::PassMetadata { target: self.target(dice), metadata: metadata(dice).unwrap_or_default() },
            18..21 => {
                let tag = dice.one_in(3).then_some(MessageTag::HumanAgent);
                let (message, content, expected_epoch) = (self.new_message(), content(dice), self.epoch(dice));
                Command::Send(Send { message, content, tag, expected_epoch, key_used_at })
            }
            21..23 => self.survey(key_used_at, dice),
            23 if dice.one_in(3) => Command::DeleteUserMenu,
            23 => Command::SetUserMenu { items: menu(dice) },
            24..26 => Command::Tap(self.tap(dice)),
            26 => {
                let key = dice.pick(&[KEY, "autumn"]).to_owned();
                Command::Refer { source: dice.pick(&[EntryPointSource::Ad, EntryPointSource::Link]), key }
            }
            27 => self.reply(key_used_at, dice),
            28 => Command::InboxMoveToMain,
            29 => Command::InboxMarkDone,
            30 => Command::InboxPass { target: self.target(dice), metadata: metadata(dice) },
            31 => Command::Timeout,
            _ => Command::Answer(self.answer(dice)),
        };
        let sends = matches!(command, Command::Send(_) | Command::SendSurvey(_) | Command::InboxReply(_));
        (caller, command, key.filter(|_| sends))
    }

    /// Whoever usually makes such calls; one time in twenty somebody else, or somebody with less power.
    fn caller(&self, kind: usize, dice: &mut Dice) -> Caller {
        if kind == 31 {
            return Caller::Baton;
        }
        let odd = dice.one_in(20);
        let tasks =
            if odd { Tasks::from_bits_truncate(u8::try_from(dice.below(16)).unwrap()) } else { Tasks::MODERATE };
        let permissions = if odd && dice.one_in(2) { Permissions::empty() } else { Permissions::PAGES_MESSAGING };
        let customer = matches!(kind, 0..4 | 24..27 | 32);
        let person = matches!(kind, 27..31);
        match if odd { dice.below(4) } else { 4 } {
            0 => Caller::Channel,
            1 => Caller::Person { user: self.user.clone(), tasks },
            2 => Caller::App { app: app(99), tasks, permissions },
            _ if customer => Caller::Channel,
            _ if person => Caller::Person { user: self.user.clone(), tasks },
            _ => Caller::App { app: self.favoured_app(dice), tasks, permissions },
        }
    }

    /// The owner, half the time: else most calls would be refused.
    fn favoured_app(&self, dice: &mut Dice) -> baton::id::AppId {
        let any = self.any_app(dice);
        let owner = self.duel.thread.owner().and_then(Participant::app);
        if dice.one_in(2) { owner.unwrap_or(any) } else { any }
    }

    fn epoch(&self, dice: &mut Dice) -> Option<i64> {
        let epoch = self.duel.thread.epoch;
        match dice.below(16) {
            0..12 => None,
            12..14 => Some(epoch),
            14 => Some(epoch + 1),
            _ => Some(epoch - 1),
        }
    }

    fn target(&self, dice: &mut Dice) -> Target {
        let any = Some(Participant::App(self.any_app(dice)));
        dice.pick(&[Some(Participant::Inbox), any, any, any, any, Some(Participant::App(app(99))), None])
    }

    fn pass(&self, dice: &mut Dice) -> Command {
        Command::Pass { target: self.target(dice), metadata: metadata(dice), expected_epoch: self.epoch(dice) }
    }

    fn survey(&mut self, key_used_at: Option<Timestamp>, dice: &mut Dice) -> Command {
        Command::SendSurvey(SendSurvey { message: self.new_message(), content: content(dice), key_used_at })
    }

    fn reply(&mut self, key_used_at: Option<Timestamp>, dice: &mut Dice) -> Command {
        Command::InboxReply(InboxReply { message: self.new_message(), content: content(dice), key_used_at })
    }

    fn answer(&mut self, dice: &mut Dice) -> Answer {
        let any = Some(self.any_app(dice));
        let (question, question_type, answer) = ("q".to_owned(), QuestionType::Nps, "10".to_owned());
        let feedback = Feedback { question, question_type, answer, follow_up: None };
        Answer { survey: self.new_message(), sender: dice.pick(&[any, any, any, Some(app(99)), None]), feedback }
    }

    fn tap(&mut self, dice: &mut Dice) -> Tap {
        let any = Some(Participant::App(self.any_app(dice)));
        let sender = dice.pick(&[any, any, any, Some(Participant::Inbox), Some(Participant::App(app(99))), None]);
        let button = Tapped::Button { sender };
        let on = dice.pick(&[Tapped::Menu(MenuLevel::Page), Tapped::Menu(MenuLevel::User), button, button]);
        let payload = dice.pick(&["BUY", "BUY", "STALE"]).to_owned();
        Tap { message: self.new_message(), payload, title: None, on }
    }
}

fn metadata(dice: &mut Dice) -> Option<String> {
    match dice.below(16) {
        0..8 => None,
        8..12 => Some("why".to_owned()),
        12 => Some(String::new()),
        13 => Some("é".repeat(1_000)),
        14 => Some("x".repeat(1_001)),
        _ => Some("else".to_owned()),
    }
}

fn content(dice: &mut Dice) -> Content {
    let text = Some("hello".to_owned());
    match dice.below(32) {
        0 => Content::default(),
        1 => Content { text: Some("x".repeat(2_001)), ..Content::default() },
        2 => Content { text, buttons: vec![button(20); 13], ..Content::default() },
        3 => Content { text, buttons: vec![button(20); 14], ..Content::default() },
        4 => Content { text, buttons: vec![button(21)], ..Content::default() },
        5 => Content { attachments: vec![serde_json::json!({ "type": "image" })], ..Content::default() },
        _ => Content { text, ..Content::default() },
    }
}

fn button(length: usize) -> Button {
    Button { title: "b".repeat(length), payload: "BUY".to_owned() }
}

/// A menu, one time in four one that the limits forbid.
pub fn menu(dice: &mut Dice) -> Vec<MenuItem> {
    let item = |title: &str, action| MenuItem { title: title.to_owned(), action };
    let buy = item("Buy", MenuAction::Payload("BUY".to_owned()));
    match dice.below(12) {
        0 => Vec::new(),
        1 => vec![buy; 21],
        2 => vec![buy, item("Shop", MenuAction::Url("ftp://shop".to_owned()))],
        3..6 => vec![buy, item("Shop", MenuAction::Url("https://shop.example".to_owned()))],
        _ => vec![buy],
    }
}
