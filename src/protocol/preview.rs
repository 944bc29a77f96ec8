//! What would become of something that a customer does: a decision that nobody acts on.

use super::{
    audience::{Channel, Told, hears},
    command::{Caller, Command},
    decide::decide,
    event::{Event, Reason},
    page::{Page, Referral},
    participant::Participant,
    refusal::Refusal,
    thread::Thread,
};
use crate::{
    id::{AppId, MessageId},
    time::Timestamp,
};

/// What would become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Who would control the thread.
    pub owner: Option<Participant>,
    /// The rule by which control would move, or stay, under the name that it has on the protocol's page.
    pub rule: &'static str,
    /// The app that a rule would choose, if its review let it reach the customer (`review_live`).
    pub passed_over: Option<AppId>,
    /// How each app of the page would hear of it, if it would.
    pub hears: Vec<(AppId, Option<Channel>)>,
}

/// The customer writes or, with a referral, comes through an ad or a link.
///
/// # Errors
///
/// None that customers meet: nothing that they do is refused.
pub fn preview(thread: &Thread, page: &Page, referral: Option<Referral>, now: Timestamp) -> Result<Preview, Refusal> {
    let command = match referral {
        Some(Referral { source, key }) => Command::Refer { source, key },
        None => Command::Receive { message: MessageId::example() },
    };
    let (after, events) = play(thread, page, &command, now)?;
    let owner = after.owner();
    let (unhindered, _) = play(thread, &reviewed(page), &command, now)?;
    let passed_over = unhindered.owner().filter(|it| owner != Some(*it)).and_then(Participant::app);
    let channel = |app| {
        let told = Told { event: events.last()?, owner, customer: &thread.customer };
        hears(told, page, app).map(|it| it.channel)
    };
    let hears = page.subscribers.keys().map(|&app| (app, channel(app))).collect();
    Ok(Preview { owner, rule: rule(page, owner, &events, passed_over), passed_over, hears })
}

fn play(thread: &Thread, page: &Page, command: &Command, now: Timestamp) -> Result<(Thread, Vec<Event>), Refusal> {
    let events = decide(thread, page, &Caller::Channel, command, now)?;
    let mut after = thread.clone();
    events.iter().for_each(|event| after.apply(event, now));
    Ok((after, events))
}

/// The page, if review had let all of its apps reach everybody.
fn reviewed(page: &Page) -> Page {
    let mut page = page.clone();
    page.subscribers.values_mut().for_each(|it| it.live = true);
    page
}

fn rule(page: &Page, owner: Option<Participant>, events: &[Event], passed_over: Option<AppId>) -> &'static str {
    let moved = events.iter().find_map(|event| match event {
        Event::ControlChanged(change) => Some(change.reason),
        _ => None,
    });
    match (moved, owner, passed_over) {
        (Some(Reason::EntryPoint), ..) => "entry_point",
        (None, Some(_), _) => "messaging_to_owner",
        (None, None, Some(app)) if page.primary_receiver == Some(app) => "primary_must_reach",
        (None, None, Some(_)) => "review_live",
        _ => "idle_goes_to_primary",
    }
}
