//! All that can happen next.

use baton::{
    id::AppId,
    protocol::{
        Caller, Command, Content, EntryPointSource, InboxReply, MenuAction, MenuItem, MenuLevel, MessageTag, Page,
        Participant, Permissions, ReleasePolicy, Send, SendSurvey, Subscriber, Tap, Tapped, Tasks,
    },
};

use super::{Point, app};

pub enum Move {
    Call(Caller, Command),
    /// An hour passes.
    Wait,
    Configure(Page),
    Unsubscribe(Page, AppId),
}

pub fn moves(point: &Point) -> Vec<Move> {
    let mut moves = vec![Move::Wait];
    moves.extend(by_customer().map(|command| Move::Call(Caller::Channel, command)));
    moves.extend(by_people().map(|command| Move::Call(person(), command)));
    for (me, other) in [(app(1), app(2)), (app(2), app(1))] {
        moves.extend(by_app(me, other, point).into_iter().map(|command| Move::Call(caller(me), command)));
    }
    moves.extend(changes(&point.page));
    moves
}

fn by_customer() -> impl Iterator<Item = Command> {
    let tap = |on| Command::Tap(Tap { message: id("tap"), payload: "BUY".to_owned(), title: None, on });
    let button = |sender| tap(Tapped::Button { sender: Some(sender) });
    [
        Command::Receive { message: id("in") },
        Command::Refer { source: EntryPointSource::Ad, key: "spring".to_owned() },
        button(app(1).into()),
        button(app(2).into()),
        button(Participant::Inbox),
        tap(Tapped::Menu(MenuLevel::User)),
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
    let action = MenuAction::Payload("BUY".to_owned());
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
        Command::SetUserMenu { items: vec![MenuItem { title: "Buy".to_owned(), action }] },
        Command::DeleteUserMenu,
    ];
    if thread.held_surveys.iter().all(|it| it.app != me) {
        let message = id(if me == app(1) { "survey-1" } else { "survey-2" });
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
            });
            moves.push(Move::Unsubscribe(without, it));
        } else {
            let back = super::beginning().page.subscribers[&it].clone();
            moves.push(Move::Configure(with(&|page| _ = page.subscribers.insert(it, back.clone()))));
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

fn id(name: &str) -> baton::id::MessageId {
    name.parse().unwrap()
}
