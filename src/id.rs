//! Names of things, each with a type of its own, so that none is taken for another.
//!
//! Pages, apps and threads are decimal numbers below 2^53, as clients of the Graph API expect
//! (JavaScript holds them exactly). A customer's id is the channel's own. Everything else is opaque.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The first number that is no id any more: JavaScript's numbers are exact below it.
pub const NUMBER_CEILING: i64 = 1 << 53;

/// A text that cannot be an id of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: {0}")]
pub struct NotAnId(pub &'static str);

macro_rules! numeric_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// `None` outside 1 ..= 2^53 - 1.
            pub const fn new(number: i64) -> Option<Self> {
                if number > 0 && number < NUMBER_CEILING { Some(Self(number)) } else { None }
            }

            /// The nearest number that is an id.
            pub const fn clamped(number: i64) -> Self {
                if number < 1 {
                    Self(1)
                } else if number >= NUMBER_CEILING {
                    Self(NUMBER_CEILING - 1)
                } else {
                    Self(number)
                }
            }

            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                decimal(text).and_then(Self::new).ok_or(NotAnId("expected decimal digits, 1 to 2^53 - 1"))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                if is_visible(text, 128) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(NotAnId("expected 1 to 128 visible characters"))
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

numeric_id!(
    /// A Facebook Page, an Instagram professional account or a web chat.
    PageId
);
numeric_id!(
    /// A program that takes part in the threads of the pages it is subscribed to.
    AppId
);
numeric_id!(
    /// One customer on one page.
    ThreadId
);
numeric_id!(
    /// The rule that sends the threads which begin at one ad or link to one app.
    EntryPointId
);
numeric_id!(
    /// A text that the people of a page answer with again and again.
    SavedReplyId
);
text_id!(
    /// Whoever writes to a page, under the name that the channel gives them.
    CustomerId
);
text_id!(
    /// One message of a thread.
    MessageId
);
impl CustomerId {
    /// Somebody who has never come: no channel can give a customer this id.
    pub fn nobody() -> Self {
        Self(" ".to_owned())
    }
}

impl MessageId {
    /// A name that no message has, for questions about messages that nobody sends.
    pub fn example() -> Self {
        Self("-".to_owned())
    }
}

text_id!(
    /// A person who signs in.
    UserId
);
text_id!(
    /// One issued token (the `jti` of its claims).
    TokenId
);
text_id!(
    /// The channel's own id of an event that it brought in.
    ExternalId
);

macro_rules! generated_id {
    ($($name:ident)*) => {$(
        impl $name {
            /// Of a text that this program made; what comes from outside is parsed.
            pub(crate) fn generated(text: String) -> Self {
                debug_assert!(is_visible(&text, 128));
                Self(text)
            }
        }
    )*};
}

generated_id!(MessageId CustomerId UserId TokenId);

/// Digits and nothing else: no sign, no blank, no leading zero that would give one id two spellings.
fn decimal(text: &str) -> Option<i64> {
    let canonical = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    if canonical { text.parse().ok() } else { None }
}

/// 1 to `most` characters, none of them a blank or a control character.
fn is_visible(text: &str, most: usize) -> bool {
    !text.is_empty()
        && text.len() <= most * 4
        && text.chars().count() <= most
        && text.chars().all(|c| !c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_spelling_and_a_ceiling() {
        assert_eq!("42".parse::<PageId>().map(PageId::get), Ok(42));
        assert!("9007199254740991".parse::<ThreadId>().is_ok());
        for bad in ["", "0", "007", "-1", "+1", " 1", "1 ", "1e3", "9007199254740992", "99999999999999999999", "٣"] {
            assert!(bad.parse::<AppId>().is_err(), "{bad:?} passed");
        }
    }

    #[test]
    fn customers_are_visible_characters() {
        assert!("psid-123:äß漢".parse::<CustomerId>().is_ok());
        assert!("x".repeat(128).parse::<CustomerId>().is_ok());
        for bad in ["", " ", "a b", "a\u{0}b", "tab\t", &"x".repeat(129)] {
            assert!(bad.parse::<CustomerId>().is_err(), "{bad:?} passed");
        }
    }
}
