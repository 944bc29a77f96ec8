//! What is answered at hand is what the resolvers answer, to the letter.

use std::sync::Arc;

use async_graphql::{EmptyMutation, EmptySubscription, Error, Executor, ID, Object, Response, Schema, Union};

use super::*;
use crate::{
    graphql::{
        complete::Completed,
        object::{app::App, message::Message, thread::Thread},
        payload::{Payload, SendMessagePayload, ThreadControlPayload},
        user_error::{UserError, UserErrorCode},
    },
    protocol::{self, Content},
    store::{AppRecord, MessageRecord, MessageStatus, ThreadRecord},
    time::Timestamp,
};

/// An object with fields of every kind.
#[derive(Clone)]
struct Thing(u8);

#[derive(Union)]
enum Either {
    Thing(Thing),
    Other(Other),
}

#[derive(Clone)]
struct Other;

#[Object]
impl Other {
    async fn word(&self) -> &str {
        "other"
    }
}

#[Object]
impl Thing {
    async fn number(&self) -> i32 {
        self.0.into()
    }

    async fn times(&self, by: i32) -> i32 {
        i32::from(self.0) * by
    }

    async fn late(&self) -> i32 {
        tokio::task::yield_now().await;
        self.0.into()
    }

    async fn later(&self) -> i32 {
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        self.0.into()
    }

    async fn broken(&self) -> Result<i32, Error> {
        Err("no".into())
    }

    async fn inner(&self) -> Option<Thing> {
        self.0.checked_sub(1).map(Thing)
    }

    async fn either(&self) -> Either {
        if self.0.is_multiple_of(2) { Either::Other(Other) } else { Either::Thing(self.clone()) }
    }
}

impl AtHand for Thing {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        match asked.name() {
            "number" => Some(scalar(&i32::from(self.0))),
            "inner" => match self.0.checked_sub(1) {
                Some(less) => asked.object(&Thing(less)),
                None => Some(Value::Null),
            },
            "either" if !self.0.is_multiple_of(2) => asked.object(&Either::Thing(self.clone())),
            _ => None,
        }
    }
}

impl AtHand for Either {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        match self {
            Self::Thing(it) => it.at_hand(asked),
            Self::Other(_) => None,
        }
    }
}

struct Plain;
struct Query;

/// The same objects with a future for each field, and without.
macro_rules! both {
    ($($name:ident: $type:ty = $value:expr;)*) => {
        #[Object(name = "Query")]
        impl Plain {
            $(async fn $name(&self) -> $type { $value })*
        }

        #[Object]
        impl Query {
            $(async fn $name(&self) -> Lean<$type> { Lean($value) })*
        }
    };
}

both! {
    thing: Thing = Thing(3);
    thread: Thread = Thread::of(thread());
    message: Message = Message::of(message());
    app: App = App(Arc::new(app()));
    refused: ThreadControlPayload = ThreadControlPayload::refused(refusal());
    unsent: SendMessagePayload = SendMessagePayload::refused(refusal());
    nothing: SendMessagePayload = SendMessagePayload::default();
}

fn refusal() -> UserError {
    UserError::new(UserErrorCode::StaleEpoch, Some("expectedEpoch"), "no")
}

fn thread() -> ThreadRecord {
    let now = Timestamp::from_millis(1_700_000_000_123);
    let mut state = protocol::Thread::new("customer".parse().unwrap(), now);
    state.last_customer_message_at = Some(now);
    let (id, page) = ("7001".parse().unwrap(), "1001".parse().unwrap());
    ThreadRecord { id, page, customer_name: Some("Ada \"A\" ü".to_owned()), customer_locale: None, state }
}

fn message() -> MessageRecord {
    MessageRecord {
        id: crate::id::MessageId::generated("m_1".to_owned()),
        page: "1001".parse().unwrap(),
        thread: "7001".parse().unwrap(),
        sequence: 1,
        sender: None,
        content: Content { text: Some("Grüße\n".to_owned()), ..Content::default() },
        tag: None,
        is_survey: true,
        status: MessageStatus::Sent,
        sent_at: Timestamp::from_millis(1_700_000_000_120),
        idempotency_key: None,
    }
}

fn app() -> AppRecord {
    AppRecord {
        id: "2001".parse().unwrap(),
        name: "Bot".to_owned(),
        secret: String::new(),
        previous_secret: None,
        live: true,
        human_agent: false,
        webhook: None,
    }
}

fn lean() -> Schema<Query, EmptyMutation, EmptySubscription> {
    Schema::new(Query, EmptyMutation, EmptySubscription)
}

async fn are_the_same(document: &str) {
    let plain = Schema::new(Plain, EmptyMutation, EmptySubscription);
    let sdl = plain.sdl();
    assert_eq!(sdl, lean().sdl());
    let plain = Completed::new(plain, &sdl).execute(document.into()).await;
    let lean = Completed::new(lean(), &sdl).execute(document.into()).await;
    let text = |it: &Response| serde_json::to_string(&it.data).unwrap();
    assert_eq!(text(&plain), text(&lean), "{document}");
    let told = |it: &Response| it.errors.iter().map(|it| (it.message.clone(), it.path.clone())).collect::<Vec<_>>();
    assert_eq!(told(&plain), told(&lean), "{document}");
}

#[tokio::test]
async fn whatever_is_selected_is_answered_in_the_documents_order() {
    for document in [
        "{ thing { number late a: number __typename } }",
        "{ thing { later late number } }",
        "{ thing { late times(by: 3) b: times(by: 2) } }",
        "{ thing { inner { number } inner { inner { number late } } } }",
        "{ thing { inner { late } number inner { number } } }",
        "{ thing { ...F late } } fragment F on Thing { number inner { ...G } } fragment G on Thing { __typename number }",
        "{ thing { ... on Thing { number } ... { late } ... @include(if: false) { later } n: number @skip(if: true) } }",
        "{ thing { either { ... on Thing { number } ... on Other { word } __typename } } }",
        "{ thing { either { ... on Other { word } } inner { either { ... on Other { word } } } } }",
        "{ thing { inner { inner { inner { inner { number } } } } } }",
    ] {
        are_the_same(document).await;
    }
    // Though the first waits longest, and without anybody to put them into order.
    let answer = lean().execute("{ thing { later a: number late } }").await;
    assert_eq!(serde_json::to_string(&answer.data).unwrap(), r#"{"thing":{"later":3,"a":3,"late":3}}"#);
}

#[tokio::test]
async fn a_field_that_fails_is_told_of_and_left_out() {
    let lean = lean().execute("{ thing { number inner { number broken } late } }").await;
    assert_eq!(lean.errors[0].message, "no");
    let path = lean.errors[0].path.iter().map(|it| serde_json::to_value(it).unwrap()).collect::<Vec<_>>();
    assert_eq!(path, ["thing", "inner", "broken"]);
    // What stands above it puts the null in its place (`complete`).
    assert_eq!(serde_json::to_string(&lean.data).unwrap(), r#"{"thing":{"number":3,"inner":{"number":2},"late":3}}"#);
}

#[tokio::test]
async fn our_own_objects_answer_what_their_resolvers_do() {
    are_the_same(
        "{ thread { id folder isDone lastActivityAt lastCustomerMessageAt unansweredSince __typename
            customer { id name locale } requests { position } referral { key }
            control { state epoch since expiresAt owner { ... on App { id } } } } }",
    )
    .await;
    are_the_same("{ message { id text isSurvey status sentAt sender { __typename } buttons { title } attachments } }")
        .await;
    are_the_same("{ app { id name review { live } webhook { url } } }").await;
    are_the_same(
        "{ refused { thread { id } event { sequence } userErrors { code message field status subcode } }
            unsent { message { id } thread { id } userErrors { code } }
            nothing { message { id } thread { id } userErrors { code } } }",
    )
    .await;
}

/// [`ID`]s are texts.
#[test]
fn scalars_are_written_as_async_graphql_does() {
    assert_eq!(scalar(&ID::from("1")), text("1"));
    assert_eq!(maybe::<String>(None), Value::Null);
}
