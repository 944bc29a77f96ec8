//! *What apps hear*, as a table: one story in which everything happens, and for each of its events what each app
//! hears of it, by which field. The table is written by hand from the protocol's description.
//!
//! Bot is the primary receiver. Desk, Crm and Ear become owner, requester and listener by turns. Beta and Gamma are
//! not reviewed; the customer has a role on Beta and none on Gamma. Each app is asked once for every field that it may
//! subscribe to, with that field alone, and once more live with all of them.

mod story;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use story::Cast;

use crate::{
    follow::Follower,
    shop::{App, Shop, in_both_shops, text},
};

in_both_shops!(every_app_hears_by_every_field_what_the_table_says, nobody_hears_of_another_page);

/// - `MSG` `POST` `REF` `echo`: on MESSAGING, if it subscribed to MESSAGES, MESSAGING_POSTBACKS (and sees the payload),
///   MESSAGING_REFERRALS, MESSAGE_ECHOES; `FEED`: likewise by MESSAGING_FEEDBACK, whoever is owner;
/// - `stby`: on STANDBY, if it subscribed to STANDBY, and sees no payload; `echo/s`: there, by MESSAGE_ECHOES;
/// - `hand`: on HANDOVERS, by MESSAGING_HANDOVERS or THREAD_CONTROL; `meta`: by the first alone; `ctrl`: by the second;
/// - `-`: not at all.
const TABLE: &str = "
event                            Bot     Desk    Crm     Ear     Beta    Gamma

# the customer writes to the idle thread
ControlChanged CUSTOMER_MESSAGE  ctrl    ctrl    ctrl    ctrl    ctrl    -
MessageReceived                  MSG     stby    stby    stby    stby    -
# Bot, now its owner, sends buttons
MessageSent                      -       echo/s  echo/s  echo/s  echo/s  -
# Desk requests: Bot is owner and primary receiver
ControlRequested                 hand    ctrl    ctrl    ctrl    ctrl    -
# Bot passes metadata to Desk, then control
MetadataPassed                   -       meta    -       -       -       -
ControlChanged PASS              ctrl    hand    ctrl    ctrl    ctrl    -
# Crm requests: Desk is owner, Bot primary receiver; Crm withdraws
ControlRequested                 hand    hand    ctrl    ctrl    ctrl    -
RequestWithdrawn                 ctrl    ctrl    ctrl    ctrl    ctrl    -
# Desk extends its control; the customer writes to it
ControlExtended                  ctrl    ctrl    ctrl    ctrl    ctrl    -
MessageReceived                  stby    MSG     stby    stby    stby    -
# the customer taps Bot's button, and Desk loses control by it
ControlChanged POSTBACK          ctrl    hand    ctrl    ctrl    ctrl    -
PostbackReceived                 POST    stby    stby    stby    stby    -
# the customer comes by a link that leads nowhere
ReferralReceived                 REF     stby    stby    stby    stby    -
# Desk's survey waits; Crm sends as a human agent
SurveyHeld                       -       -       -       -       -       -
MessageSent                      echo    echo/s  -       echo/s  echo/s  -
# Bot releases, and the survey goes out
ControlChanged RELEASE           ctrl    ctrl    ctrl    ctrl    ctrl    -
MessageSent                      echo/s  -       echo/s  echo/s  echo/s  -
# the customer answers Desk's survey
FeedbackReceived                 -       FEED    -       -       -       -
# Crm requests the idle thread and sets a menu on it
ControlChanged REQUEST           ctrl    ctrl    hand    ctrl    ctrl    -
UserMenuChanged                  -       -       -       -       -       -
# Bot takes it, as the primary receiver can
ControlChanged TAKE              ctrl    ctrl    hand    ctrl    ctrl    -
# the customer taps Crm's menu, and Bot loses control by it
ControlChanged MENU              hand    ctrl    ctrl    ctrl    ctrl    -
PostbackReceived                 stby    stby    POST    stby    stby    -
# a person replies from the inbox; the customer answers
ControlChanged INBOX_REPLY       ctrl    ctrl    hand    ctrl    ctrl    -
MessageSent                      echo/s  echo/s  echo/s  echo/s  echo/s  -
MessageReceived                  stby    stby    stby    stby    stby    -
# Ear requests: the inbox is owner, and Bot primary receiver
ControlRequested                 hand    ctrl    ctrl    ctrl    ctrl    -
# the person marks the thread done, which gives it to Bot, and adds a word
FolderChanged                    -       -       -       -       -       -
ControlChanged INBOX_DONE        hand    ctrl    ctrl    ctrl    ctrl    -
MessageSent                      echo    echo/s  echo/s  echo/s  echo/s  -
# the person moves it to the main folder, and passes it to Beta; the customer writes
ControlChanged INBOX_MOVE        hand    ctrl    ctrl    ctrl    ctrl    -
ControlChanged PASS              ctrl    ctrl    ctrl    ctrl    hand    -
MessageReceived                  stby    stby    stby    stby    MSG     -
# Beta releases, and Ear's turn has come; its time runs out
ControlChanged NEXT_REQUEST      ctrl    ctrl    ctrl    hand    ctrl    -
ControlChanged IDLE_TIMEOUT      ctrl    ctrl    ctrl    ctrl    ctrl    -
# the customer comes by Crm's entry point
ControlChanged ENTRY_POINT       ctrl    ctrl    ctrl    ctrl    ctrl    -
ReferralReceived                 stby    stby    REF     stby    stby    -
# an app with a waiting survey gets control, and leaves the page
SurveyHeld                       -       -       -       -       -       -
ControlChanged PASS              ctrl    ctrl    ctrl    ctrl    ctrl    -
SurveyDropped                    -       -       -       -       -       -
ControlChanged APP_REMOVED       ctrl    ctrl    ctrl    ctrl    ctrl    -
";

const FIELDS: [&str; 8] = [
    "MESSAGES",
    "MESSAGING_POSTBACKS",
    "MESSAGING_REFERRALS",
    "MESSAGE_ECHOES",
    "MESSAGING_HANDOVERS",
    "STANDBY",
    "MESSAGING_FEEDBACK",
    "THREAD_CONTROL",
];

/// What a cell says: by which fields, on which channel, with which payload of a tap.
fn cell(word: &str) -> (&[&str], &str, &str) {
    match word {
        "MSG" => (&["MESSAGES"], "MESSAGING", ""),
        "POST" => (&["MESSAGING_POSTBACKS"], "MESSAGING", " BUY"),
        "REF" => (&["MESSAGING_REFERRALS"], "MESSAGING", ""),
        "FEED" => (&["MESSAGING_FEEDBACK"], "MESSAGING", ""),
        "echo" => (&["MESSAGE_ECHOES"], "MESSAGING", ""),
        "stby" => (&["STANDBY"], "STANDBY", ""),
        "echo/s" => (&["MESSAGE_ECHOES"], "STANDBY", ""),
        "hand" => (&["MESSAGING_HANDOVERS", "THREAD_CONTROL"], "HANDOVERS", ""),
        "meta" => (&["MESSAGING_HANDOVERS"], "HANDOVERS", ""),
        "ctrl" => (&["THREAD_CONTROL"], "HANDOVERS", ""),
        "-" => (&[], "", ""),
        other => panic!("the table has a cell {other:?}"),
    }
}

/// A row's event, and a cell for each app.
struct Row(String, BTreeMap<&'static str, &'static str>);

fn table() -> Vec<Row> {
    let mut lines = TABLE.lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
    let apps: Vec<_> = lines.next().unwrap().split_whitespace().skip(1).collect();
    let row = |line: &'static str| {
        let words: Vec<_> = line.split_whitespace().collect();
        let (event, cells) = words.split_at(words.len() - apps.len());
        Row(event.join(" "), apps.iter().copied().zip(cells.iter().copied()).collect())
    };
    lines.map(row).collect()
}

/// What the app hears of the story by these fields, each as sequence, event, channel and the payload of a tap.
fn expected(app: &str, fields: &[&str]) -> Vec<String> {
    let mut heard = Vec::new();
    for (sequence, Row(event, cells)) in (1..).zip(table()) {
        let (by, channel, payload) = cell(cells[app]);
        if by.iter().any(|it| fields.contains(it)) {
            heard.push(format!("{sequence} {event}: {channel}{payload}"));
        }
    }
    heard
}

async fn every_app_hears_by_every_field_what_the_table_says(shop: Shop) {
    let beginning = shop.cursor(&shop.writes("zoe", "m0").await).await;
    let cast = Cast::assemble(&shop).await;
    let mut live = Vec::new();
    for (name, app) in &cast.apps {
        subscribe(&shop, app, &FIELDS).await;
        live.push((*name, Listener::start(&shop, app, &beginning).await));
    }

    let thread = cast.plays(&shop).await;
    assert_eq!(log(&shop, &thread).await, table().into_iter().map(|it| it.0).collect::<Vec<_>>(), "the story itself");
    let coda = cast.coda(&shop).await;

    for (name, mut listener) in live {
        assert_eq!(listener.until(&coda).await, expected(name, &FIELDS), "{name}, live");
    }
    for (name, app) in &cast.apps {
        for field in FIELDS {
            subscribe(&shop, app, &[field]).await;
            let heard = Listener::start(&shop, app, &beginning).await.until(&coda).await;
            assert_eq!(heard, expected(name, &[field]), "{name} by {field}");
        }
    }
}

/// An app takes part in two pages; a stranger to the first has asked for everything on the second.
async fn nobody_hears_of_another_page(mut shop: Shop) {
    let beginning = shop.cursor(&shop.writes("zoe", "m0").await).await;
    let (first, first_channel) = (shop.page.clone(), shop.channel.clone());
    let mut both = shop.desk.clone();
    (shop.page, shop.channel) = shop.another_page("MESSENGER").await;
    let stranger = shop.app("Stranger").await;
    subscribe(&shop, &both, &FIELDS).await;
    both.token = shop.page_token(&both).await;
    let mut listeners =
        [Listener::start(&shop, &stranger, &beginning).await, Listener::start(&shop, &both, &beginning).await];

    let second = std::mem::replace(&mut shop.page, first);
    let second_channel = std::mem::replace(&mut shop.channel, first_channel);
    shop.writes("ada", "m1").await;
    (shop.page, shop.channel) = (second, second_channel);
    let thread = shop.writes("ada", "m1").await;
    for listener in &mut listeners {
        assert_eq!(listener.until(&thread).await, [""; 0], "the other page's customer has the same id");
    }
}

async fn subscribe(shop: &Shop, app: &App, fields: &[&str]) {
    let document = "mutation($page: ID!, $app: ID!, $fields: [WebhookField!]!) {
        subscribeApp(input: {pageId: $page, appId: $app, fields: $fields}) { userErrors { code } } }";
    shop.admin(document, json!({"page": shop.page, "app": app.id, "fields": fields})).await;
}

/// The thread's log, in the table's words.
async fn log(shop: &Shop, thread: &str) -> Vec<String> {
    let events = shop.thread(&shop.bot, thread).await["events"]["nodes"].take();
    events.as_array().unwrap().iter().map(event).collect()
}

fn event(it: &Value) -> String {
    let name = text(&it["__typename"]);
    it["reason"].as_str().map_or(name.clone(), |reason| format!("{name} {reason}"))
}

/// An app's own feed.
struct Listener(Follower);

impl Listener {
    async fn start(shop: &Shop, app: &App, after: &str) -> Self {
        let document = "subscription($after: String) { appEvents(after: $after) { channel event {
            __typename sequence thread { id page { id } }
            ... on ControlChanged { reason } ... on PostbackReceived { payload title } } } }";
        Self(Follower::start(&shop.server, &app.token, document, json!({"after": after})).await)
    }

    /// All that comes before the first event of the thread.
    async fn until(&mut self, thread: &str) -> Vec<String> {
        let mut heard = Vec::new();
        loop {
            let next = self.0.next().await;
            let (told, channel) = (&next["event"], text(&next["channel"]));
            if told["thread"]["id"] == thread {
                return heard;
            }
            assert!(told["title"].is_null() || told["title"] == "Buy", "what the customer saw is no secret: {told}");
            let payload =
                told["payload"].as_str().filter(|it| !it.is_empty()).map_or(String::new(), |it| format!(" {it}"));
            heard.push(format!("{} {}: {channel}{payload}", told["sequence"], event(told)));
        }
    }
}
