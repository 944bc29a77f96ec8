//! Cursors: opaque to clients, checked when they come back.

use async_graphql::{Error, connection::CursorType};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

use super::error::bad_input;
use crate::id::UserId;
use crate::store::{
    Position, Slice,
    threads::{ThreadCursor, ThreadOrder},
};

/// What a cursor holds: numbers, under a letter that says of what list.
pub trait Key: Sized + Send + Sync {
    const LIST: &'static str;
    fn numbers(&self) -> Vec<i64>;
    fn of_numbers(numbers: &[i64]) -> Option<Self>;
}

/// A key in the text that clients hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor<K>(pub K);

impl<K: Key> Cursor<K> {
    pub fn encode(&self) -> String {
        let numbers: Vec<String> = self.0.numbers().iter().map(i64::to_string).collect();
        BASE64_URL_SAFE_NO_PAD.encode(format!("{}:{}", K::LIST, numbers.join(":")))
    }

    /// # Errors
    ///
    /// BAD_USER_INPUT for anything that no list of this kind handed out.
    pub fn decode(text: &str) -> Result<K, Error> {
        parse(text).ok_or_else(foreign)
    }
}

fn foreign() -> Error {
    bad_input("the cursor is none of this list's; pass back one as it was given")
}

/// The longest text that can be a cursor.
const LONGEST: usize = 128;

fn parse<K: Key>(text: &str) -> Option<K> {
    if text.len() > LONGEST {
        return None;
    }
    let plain = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let (list, numbers) = plain.split_once(':')?;
    let numbers: Vec<i64> = numbers.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    if list == K::LIST { K::of_numbers(&numbers) } else { None }
}

impl<K: Key> CursorType for Cursor<K> {
    type Error = String;

    fn decode_cursor(text: &str) -> Result<Self, String> {
        parse(text).map(Self).ok_or_else(|| "the cursor is none of this list's".to_owned())
    }

    fn encode_cursor(&self) -> String {
        self.encode()
    }
}

/// A cause of failures, by the newest delivery that failed for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailureKey(pub Position);

impl Key for FailureKey {
    const LIST: &'static str = "f";

    fn numbers(&self) -> Vec<i64> {
        vec![self.0.0]
    }

    fn of_numbers(numbers: &[i64]) -> Option<Self> {
        let [position] = *numbers else { return None };
        (position >= 0).then_some(Self(Position(position)))
    }
}

/// A redelivery, by the two numbers of its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RedeliveryKey(i64, i64);

impl RedeliveryKey {
    /// Of an id as the server makes them.
    pub fn of(id: &str) -> Self {
        let mut numbers = id.split('_').skip(1).map(|it| it.parse().unwrap_or_default());
        Self(numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default())
    }

    pub fn id(self) -> String {
        format!("rd_{}_{}", self.0, self.1)
    }
}

impl Key for RedeliveryKey {
    const LIST: &'static str = "d";

    fn numbers(&self) -> Vec<i64> {
        vec![self.0, self.1]
    }

    fn of_numbers(numbers: &[i64]) -> Option<Self> {
        let [at, chance] = *numbers else { return None };
        (at >= 0 && chance >= 0).then_some(Self(at, chance))
    }
}

/// A place in the log: of its page by position, of its thread by sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventKey {
    pub position: Position,
    pub sequence: i64,
}

impl Key for EventKey {
    const LIST: &'static str = "e";

    fn numbers(&self) -> Vec<i64> {
        vec![self.position.0, self.sequence]
    }

    fn of_numbers(numbers: &[i64]) -> Option<Self> {
        let [position, sequence] = *numbers else { return None };
        (position >= 0 && sequence >= 0).then_some(Self { position: Position(position), sequence })
    }
}

/// Seven bytes of the id a number, so that none is negative.
impl Key for UserId {
    const LIST: &'static str = "u";

    fn numbers(&self) -> Vec<i64> {
        let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| number << 8 | i64::from(*byte));
        self.as_str().as_bytes().chunks(7).map(number).collect()
    }

    fn of_numbers(numbers: &[i64]) -> Option<Self> {
        let bytes = numbers.iter().flat_map(|it| it.to_be_bytes()).filter(|it| *it != 0).collect();
        String::from_utf8(bytes).ok()?.parse().ok()
    }
}

/// A place in a page's threads, in the order that they were listed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadPlace {
    pub order: ThreadOrder,
    pub cursor: ThreadCursor,
}

const ORDERS: [ThreadOrder; 3] =
    [ThreadOrder::LastActivityDesc, ThreadOrder::LastActivityAsc, ThreadOrder::ExpiresAtAsc];

impl Key for ThreadPlace {
    const LIST: &'static str = "t";

    fn numbers(&self) -> Vec<i64> {
        let order = (0..).zip(ORDERS).find(|(_, it)| *it == self.order);
        vec![order.map_or(-1, |(number, _)| number), self.cursor.key, self.cursor.id.get()]
    }

    fn of_numbers(numbers: &[i64]) -> Option<Self> {
        let [order, key, id] = *numbers else { return None };
        let order = *ORDERS.get(usize::try_from(order).ok()?)?;
        Some(Self { order, cursor: ThreadCursor { key, id: crate::id::ThreadId::new(id)? } })
    }
}

impl Slice<ThreadPlace> {
    /// The slice of a list in this order.
    ///
    /// # Errors
    ///
    /// BAD_USER_INPUT for a cursor of the same list in another order.
    pub fn in_order(self, order: ThreadOrder) -> Result<Slice<ThreadCursor>, Error> {
        let cursor = |it: ThreadPlace| if it.order == order { Ok(it.cursor) } else { Err(foreign()) };
        let (after, before) = (self.after.map(cursor).transpose()?, self.before.map(cursor).transpose()?);
        Ok(Slice { after, before, limit: self.limit })
    }
}

/// A message, by the event that brought it into its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageKey(pub i64);

impl Key for MessageKey {
    const LIST: &'static str = "m";

    fn numbers(&self) -> Vec<i64> {
        vec![self.0]
    }

    fn of_numbers(numbers: &[i64]) -> Option<Self> {
        let [sequence] = *numbers else { return None };
        (sequence >= 0).then_some(Self(sequence))
    }
}

/// A delivery to a webhook, by the place of its event in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryKey(pub Position);

impl Key for DeliveryKey {
    const LIST: &'static str = "w";

    fn numbers(&self) -> Vec<i64> {
        vec![self.0.0]
    }

    fn of_numbers(numbers: &[i64]) -> Option<Self> {
        let [position] = *numbers else { return None };
        (position >= 0).then_some(Self(Position(position)))
    }
}

/// An entry of the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditKey(pub i64);

impl Key for AuditKey {
    const LIST: &'static str = "l";

    fn numbers(&self) -> Vec<i64> {
        vec![self.0]
    }

    fn of_numbers(numbers: &[i64]) -> Option<Self> {
        let [id] = *numbers else { return None };
        (id >= 0).then_some(Self(id))
    }
}

macro_rules! id_key {
    ($id:ty, $list:literal) => {
        impl Key for $id {
            const LIST: &'static str = $list;

            fn numbers(&self) -> Vec<i64> {
                vec![self.get()]
            }

            fn of_numbers(numbers: &[i64]) -> Option<Self> {
                let [id] = *numbers else { return None };
                Self::new(id)
            }
        }
    };
}

id_key!(crate::id::PageId, "p");
id_key!(crate::id::AppId, "a");
id_key!(crate::id::SavedReplyId, "r");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::PageId;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let key = EventKey { position: Position(7), sequence: 3 };
        assert_eq!(Cursor::<EventKey>::decode(&Cursor(key).encode()).ok(), Some(key));
    }

    #[test]
    fn a_cursor_of_another_list_is_none() {
        let message = Cursor(MessageKey(1)).encode();
        for bad in [message.as_str(), "", "x", "ZTox", "🙂", &"A".repeat(129), "ZTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk6MQ"] {
            assert!(Cursor::<EventKey>::decode(bad).is_err(), "{bad:?} passed");
            assert!(Cursor::<PageId>::decode(bad).is_err(), "{bad:?} passed");
        }
    }
}
