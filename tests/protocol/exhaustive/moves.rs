//! All that can happen next.

use baton::{
    id::{AppId, MessageId},
    protocol::{
        Answer, Caller, Command, Content, EntryPointSource, Feedback, InboxReply, MenuAction, MenuItem, MenuLevel,
        MessageTag, Page, Participant, Permissions, QuestionType, ReleasePolicy, Send, SendSurvey, Subscriber, Tap,
        Tapped, Tasks,
    },
    time::Seconds,
};

use super::{Point, app};

pub enum Move {
    Call(Caller, Command),
    /// Time passes.
    Wait(Seconds),
    Configure(Page),
    Unsubscribe(Page, AppId),
}

pub fn moves(point: &Point) -> Vec<Move> {
    let mut moves = vec![Move::Wait(Seconds::HOUR)];
    moves.extend(by_customer().map(|command| Move::Call(Caller::Channel, command)));
    moves.extend(by_people().map(|command| Move::Call(person(), command)));
    for (me, other) in [(app(1), app(2)), (app(2), app(1))] {
        moves.extend(by_app(me, other, point).into_iter().map(|command| Move::Call(caller(me), command)));
    }
    moves.extend(changes(&point.page));
    moves
}

/// What the window has to do with, in steps that its ends of 1 and 7 days are multiples of.
pub fn moves_under_the_window(point: &Point) -> Vec<Move> {
    let mut moves = vec![Move::Wait(Seconds(12 * 3_600))];
    moves.extend(by_customer().map(|command| Move::Call(Caller::Channel, command)));
    moves.extend(by_people().map(|command| Move::Call(person(), command)));
    for (me, other) in [(app(1), app(2)), (app(2), app(1))] {
        let of_window = |it: &Command| {
            matches!(it, Command::Take { .. } | Command::Release { .. } | Command::Send(_) | Command::SendSurvey(_))
        };
        let commands = by_app(me, other, point).into_iter().filter(of_window);
        moves.extend(commands.map(|command| Move::Call(caller(me), command)));
    }
    moves
}

fn by_customer() -> impl Iterator<Item = Command> {
    let tap = |on| Command::Tap(Tap { message: id("tap"), payload: "BUY".to_owned(), title: None, on });
    let (question, question_type, answer) = ("q".to_owned(), QuestionType::Csat, "5".to_owned());
    let feedback = Feedback { question, question_type, answer, follow_up: None };
    let button = |sender| tap(Tapped::Button { sender: Some(sender) });
    [
        Command::Receive { message: id("in") },
        Command::Refer { source: EntryPointSource::Ad, key: "spring".to_owned() },
        button(app(1).into()),
        button(app(2).into()),
        button(Participant::Inbox),
        tap(Tapped::Menu(MenuLevel::User)),
        tap(Tapped::Menu(MenuLevel::Page)),
        Command::Answer(Answer { survey: id("survey"), sender: Some(app(1)), feedback }),
    ]
    .into_iter()
}

fn by_people() -> impl Iterator<Item = Command> {
    let reply = InboxReply { message: id("reply"), content: content(), key_used_at: None };
    let pass = |to: AppId| Command::InboxPass { target: Some(to.into()), metadata: None };
    [Command::InboxReply(reply), Command::InboxMoveToMain, Command::InboxMarkDone, pass(app(1)), pass(app(2))]
        .into_iter()
}

fn by_app(me: AppId, other: AppId, point: &Point) -> Vec<Command> {
    let thread = &point.duel.thread;
    let pass = |target| Command::Pass { target: Some(target), metadata: None, expected_epoch: None };
    let send = |tag| {
        Command::Send(Send { message: id("out"), content: content(), tag, expected_epoch: None, key_used_at: None })
    };
    let mut commands = vec![
        Command::Take { metadata: None, expected_epoch: None },
        Command::Take { metadata: None, expected_epoch: Some(thread.epoch - 1) },
        Command::Request { metadata: None },
        Command::Withdraw,
        Command::Release { expected_epoch: None },
        Command::Extend { duration: 3 * 3_600, expected_epoch: None },
        pass(other.into()),
        pass(Participant::Inbox),
        Command::PassMetadata { target: Some(other.into()), metadata: "why".to_owned() },
        send(None),
        send(Some(MessageTag::HumanAgent)),
        Command::SetUserMenu { items: menu() },
        Command::DeleteUserMenu,
    ];
    // The first app has more to say than the other.
    let mut surveys = vec![id(&format!("survey-of-{me}"))];
    if me == app(1) {
        commands.push(Command::Request { metadata: Some("why".to_owned()) });
        surveys.push(id("its-second-survey"));
    }
    let is_free = |it: &MessageId| thread.held_surveys.iter().all(|held| held.message != *it);
    if let Some(message) = surveys.into_iter().find(is_free) {
        commands.push(Command::SendSurvey(SendSurvey { message, content: content(), key_used_at: None }));
    }
    commands
}

fn changes(page: &Page) -> Vec<Move> {
    let with = |change: &dyn Fn(&mut Page)| {
        let mut changed = page.clone();
        change(&mut changed);
        changed
    };
    let mut moves = vec![
        Move::Configure(with(&|it| it.primary_receiver = None)),
        Move::Configure(with(&|it| {
            it.settings.on_release = match it.settings.on_release {
                ReleasePolicy::Idle => ReleasePolicy::NextRequest,
                ReleasePolicy::NextRequest => ReleasePolicy::Idle,
            }
        })),
    ];
    if let Some(Subscriber { live, .. }) = page.subscribers.get(&app(2)) {
        let live = !live;
        moves.push(Move::Configure(with(&|it| it.subscribers.get_mut(&app(2)).unwrap().live = live)));
    }
    for it in [app(1), app(2)] {
        if page.is_subscribed(it) {
            moves.push(Move::Configure(with(&|page| page.primary_receiver = Some(it))));
            let without = with(&|page| {
                page.subscribers.remove(&it);
                page.primary_receiver.take_if(|primary| *primary == it);
                page.menu.take_if(|menu| menu.app == it);
            });
            moves.push(Move::Unsubscribe(without, it));
        } else {
            let then = &super::beginning().page;
            moves.push(Move::Configure(with(&|page| {
                page.subscribers.insert(it, then.subscribers[&it].clone());
                page.menu = page.menu.take().or(then.menu.clone()).filter(|menu| page.is_subscribed(menu.app));
            })));
        }
    }
    moves
}

fn caller(app: AppId) -> Caller {
    Caller::App { app, tasks: Tasks::MODERATE, permissions: Permissions::PAGES_MESSAGING }
}

fn person() -> Caller {
    Caller::Person { user: "person".parse().unwrap(), tasks: Tasks::MODERATE }
}

fn content() -> Content {
    Content { text: Some("hello".to_owned()), ..Content::default() }
}

pub fn menu() -> Vec<MenuItem> {
    vec![MenuItem { title: "Buy".to_owned(), action: MenuAction::Payload("BUY".to_owned()) }]
}

fn id(name: &str) -> MessageId {
    name.parse().unwrap()
}
