//! What is true of every step, whatever happened: each a sentence about what was before and what is after.

use baton::protocol::{
    Action, Caller, Command, Control, Event, Fields, Participant, Refusal,
    audience::{Channel, Told, hears},
    permit,
};

use crate::duel::Step;

pub type Property = fn(&Step<'_>);

pub const ALL: [Property; 15] = [
    one_owner,
    only_subscribed_apps_wait,
    an_idle_thread_holds_no_survey,
    a_done_thread_is_not_the_inboxs,
    epoch_counts_changes_of_owner,
    folding_the_events_gives_the_state,
    sequence_has_no_gaps,
    events_tell_when_control_ends,
    a_refusal_changes_nothing,
    the_queue_is_fair,
    the_queue_loses_nobody,
    permit_agrees_with_decide,
    expiry_never_moves_earlier_while_the_owner_stays,
    everybody_hears_what_is_theirs,
    an_answer_is_heard_by_who_asked_and_moves_nothing,
];

/// An owner takes part in the page, has time left, and does not wait for what it has.
pub fn one_owner(step: &Step<'_>) {
    let Control::Controlled { owner, expires_at } = step.after.control else { return };
    assert!(expires_at > step.now, "the owner's time is up already");
    if let Participant::App(app) = owner {
        assert_eq!(step.after.position_of(app), None, "the owner waits for control");
        assert!(step.page.is_subscribed(app), "a stranger is owner");
    }
}

/// An app that has just left may still wait when an owner's time is up before the thread hears of it.
pub fn only_subscribed_apps_wait(step: &Step<'_>) {
    let settles_first = matches!(step.command, Command::Timeout);
    for (place, waiting) in step.after.queue.iter().enumerate() {
        assert!(settles_first || step.page.is_subscribed(waiting.app), "a stranger waits");
        assert!(step.after.queue[..place].iter().all(|it| it.app != waiting.app), "an app waits twice");
    }
}

pub fn an_idle_thread_holds_no_survey(step: &Step<'_>) {
    assert!(!step.after.is_idle() || step.after.held_surveys.is_empty());
}

/// The mark goes when the inbox gets control, and control goes when it sets the mark.
pub fn a_done_thread_is_not_the_inboxs(step: &Step<'_>) {
    assert!(!step.after.is_done || !step.after.is_owned_by(Participant::Inbox));
}

pub fn epoch_counts_changes_of_owner(step: &Step<'_>) {
    let mut epoch = step.before.epoch;
    let mut owner = step.before.owner();
    for event in step.answer.iter().copied().flatten() {
        if let Event::ControlChanged(change) = event {
            assert_eq!(change.epoch, epoch + 1);
            assert_eq!(change.previous, owner);
            assert_ne!(change.new, owner, "a change of owner changes the owner");
            (epoch, owner) = (change.epoch, change.new);
        }
    }
    assert_eq!((step.after.epoch, step.after.owner()), (epoch, owner));
}

pub fn folding_the_events_gives_the_state(step: &Step<'_>) {
    let mut folded = step.before.clone();
    for event in step.answer.iter().copied().flatten() {
        folded.apply(event, step.now);
    }
    assert_eq!(&folded, step.after);
}

pub fn sequence_has_no_gaps(step: &Step<'_>) {
    let events = step.answer.map_or(0, <[Event]>::len);
    assert_eq!(step.after.sequence, step.before.sequence + i64::try_from(events).unwrap());
}

/// Readers of the log need not know the settings: what an event says of the expiry is so once it has happened.
pub fn events_tell_when_control_ends(step: &Step<'_>) {
    let mut thread = step.before.clone();
    for event in step.answer.iter().copied().flatten() {
        thread.apply(event, step.now);
        let told = match event {
            Event::ControlChanged(change) => change.expires_at,
            Event::ControlExtended { expires_at, .. } => Some(*expires_at),
            Event::MessageReceived { expires_at, .. }
            | Event::MessageSent { expires_at, .. }
            | Event::PostbackReceived { expires_at, .. }
            | Event::ReferralReceived { expires_at, .. } => *expires_at,
            _ => continue,
        };
        assert_eq!(told, thread.expires_at(), "{event:?}");
    }
}

pub fn a_refusal_changes_nothing(step: &Step<'_>) {
    if step.answer.is_err() {
        assert_eq!(step.before, step.after);
    }
}

/// Who waits keeps the order of arrival, and who comes stands last.
pub fn the_queue_is_fair(step: &Step<'_>) {
    let still: Vec<_> = step.before.queue.iter().filter(|it| step.after.position_of(it.app).is_some()).collect();
    assert!(still.len() <= step.after.queue.len());
    for (was, is) in still.iter().zip(&step.after.queue) {
        assert_eq!((was.app, was.requested_at), (is.app, is.requested_at));
    }
    let new = &step.after.queue[still.len()..];
    assert!(new.len() <= 1 && new.iter().all(|it| it.requested_at == step.now));
}

/// A request ends by control, withdrawal or leaving: by nothing else.
pub fn the_queue_loses_nobody(step: &Step<'_>) {
    for waiting in step.before.queue.iter().filter(|it| step.after.position_of(it.app).is_none()) {
        let app = waiting.app;
        let withdrew =
            matches!((step.command, step.caller), (Command::Withdraw, Caller::App { app: by, .. }) if *by == app);
        let left = matches!(step.command, Command::Leave { app: leaver } if *leaver == app);
        assert!(withdrew || left || step.after.is_owned_by(app), "app {app} was lost from the queue");
    }
}

/// Asked before, the permit says what the decision then says, unless the call's own values are at fault.
pub fn permit_agrees_with_decide(step: &Step<'_>) {
    let action = match step.command {
        Command::Take { expected_epoch: None, .. } => Action::Take,
        Command::Request { .. } => Action::Request,
        Command::Release { expected_epoch: None } => Action::Release,
        Command::Extend { expected_epoch: None, .. } => Action::Extend,
        Command::Pass { expected_epoch: None, .. } => Action::Pass,
        Command::PassMetadata { .. } => Action::PassMetadata,
        Command::Send(send) if send.expected_epoch.is_none() && send.key_used_at.is_none() => match send.tag {
            None => Action::Send,
            Some(_) => Action::SendAsHumanAgent,
        },
        Command::SetUserMenu { .. } | Command::DeleteUserMenu => Action::SetUserMenu,
        _ => return,
    };
    let permitted = permit(step.before, step.page, step.caller, action, step.now);
    match (permitted, step.answer) {
        (Ok(()), Ok(_)) | (_, Err(Refusal::Invalid { .. })) => {}
        (Ok(()), Err(refusal)) if is_about_the_target(refusal) => {}
        (Err(before), Err(after)) => assert_eq!(&before, after, "{action:?}"),
        (permitted, answer) => panic!("{action:?}: the permit says {permitted:?}, the decision {answer:?}"),
    }
}

const fn is_about_the_target(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::TargetNotSubscribed | Refusal::AlreadyOwner | Refusal::AppNotReviewed { .. })
}

pub fn expiry_never_moves_earlier_while_the_owner_stays(step: &Step<'_>) {
    if step.before.epoch == step.after.epoch {
        assert!(step.after.expires_at() >= step.before.expires_at());
    }
}

/// The owner hears the customer on `messaging`, everyone else at most on `standby` and without payloads,
/// and nobody hears of a thread that it may not reach.
pub fn everybody_hears_what_is_theirs(step: &Step<'_>) {
    let mut thread = step.before.clone();
    for event in step.answer.iter().copied().flatten() {
        thread.apply(event, step.now);
        let told = Told { event, owner: thread.owner(), customer: &thread.customer };
        let said = matches!(
            event,
            Event::MessageReceived { .. } | Event::PostbackReceived { .. } | Event::ReferralReceived { .. }
        );
        for &app in step.page.subscribers.keys() {
            let heard = hears(told, step.page, app);
            if !step.page.reaches(app, &thread.customer) {
                assert_eq!(heard, None, "app {app} hears of a customer that it may not reach");
                continue;
            }
            if !said {
                continue;
            }
            let Some(heard) = heard else {
                assert!(
                    !step.page.subscribers[&app].fields.is_all(),
                    "app {app} asked for everything and hears nothing"
                );
                continue;
            };
            let owns = thread.is_owned_by(app);
            assert_eq!(heard.channel, if owns { Channel::Messaging } else { Channel::Standby });
            if let Event::PostbackReceived { app: creator, .. } = event {
                assert_eq!(heard.with_payload, app == *creator, "the payload is for its creator alone");
            }
        }
    }
}

pub fn an_answer_is_heard_by_who_asked_and_moves_nothing(step: &Step<'_>) {
    let Ok([event @ Event::FeedbackReceived { app: asker, .. }]) = step.answer else { return };
    let mut as_before = step.after.clone();
    as_before.sequence = step.before.sequence;
    assert_eq!(as_before, *step.before);
    let told = Told { event, owner: step.after.owner(), customer: &step.after.customer };
    for (&app, subscriber) in &step.page.subscribers {
        let asked_for = subscriber.fields.contains(Fields::MESSAGING_FEEDBACK);
        let is_its = app == *asker && asked_for && step.page.reaches(app, &step.after.customer);
        let channel = hears(told, step.page, app).map(|it| it.channel);
        assert_eq!(channel, is_its.then_some(Channel::Messaging), "app {app} and the answer for {asker}");
    }
}
