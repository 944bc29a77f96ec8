//! Reading rows: by position, each value checked into its type.

use std::{borrow::Cow, str::FromStr};

use rusqlite::types::FromSql;
use sea_orm::{QueryResult, TryGetable, Value};
use serde::{
    Serialize,
    de::{DeserializeOwned, IntoDeserializer, value::Error},
};

use super::{Cause, StoreError};
use crate::{id::AppId, protocol::Participant, time::Timestamp};

/// Why a row cannot be read.
///
/// A type of its own and no alias: an alias would put a trait object's lifetime into the signature of every
/// query's future, which the compiler then cannot prove to be `Send`.
pub struct Unreadable(pub(super) Cause);

impl<E: Into<Cause>> From<E> for Unreadable {
    fn from(cause: E) -> Self {
        Self(cause.into())
    }
}

/// One row, read from the first column to the last.
pub struct Row<'a> {
    source: Source<'a>,
    next: usize,
}

enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a QueryResult),
}

/// What a column of either database can be read as.
pub trait Column: TryGetable + FromSql {}

impl<T: TryGetable + FromSql> Column for T {}

impl<'a> Row<'a> {
    pub(super) const fn of_sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self { source: Source::Sqlite(row), next: 0 }
    }

    pub(super) const fn of_postgres(row: &'a QueryResult) -> Self {
        Self { source: Source::Postgres(row), next: 0 }
    }

    /// Reads a whole row of that table.
    pub(super) fn read<T>(
        mut self,
        table: &'static str,
        read: impl Fn(&mut Row<'_>) -> Result<T, Unreadable>,
    ) -> Result<T, StoreError> {
        read(&mut self).map_err(|Unreadable(cause)| StoreError::Corrupt { table, cause })
    }

    /// The next column, as the database has it.
    pub(super) fn get<T: Column>(&mut self) -> Result<T, Unreadable> {
        let index = self.next;
        self.next += 1;
        Ok(match self.source {
            Source::Sqlite(row) => row.get(index)?,
            Source::Postgres(row) => row.try_get_by_index(index)?,
        })
    }

    /// The next column, a text. SQLite lends it.
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Unreadable> {
        self.maybe_text()?.ok_or_else(|| format!("column {}: there is no text", self.next - 1).into())
    }

    pub(super) fn maybe_text(&mut self) -> Result<Option<Cow<'a, str>>, Unreadable> {
        match self.source {
            Source::Sqlite(row) => {
                let index = self.next;
                self.next += 1;
                let text = row.get_ref(index)?.as_str_or_null();
                Ok(text.map_err(|error| format!("column {index}: {error}"))?.map(Cow::Borrowed))
            }
            Source::Postgres(_) => Ok(self.get::<Option<String>>()?.map(Cow::Owned)),
        }
    }

    /// A number that must be an id.
    pub(super) fn id<T>(&mut self, parse: impl Fn(i64) -> Option<T>) -> Result<T, Unreadable> {
        let number = self.get()?;
        parse(number).ok_or_else(|| format!("{number} is not an id").into())
    }

    pub(super) fn maybe_id<T>(&mut self, parse: impl Fn(i64) -> Option<T>) -> Result<Option<T>, Unreadable> {
        match self.get::<Option<i64>>()? {
            Some(number) => parse(number).map(Some).ok_or_else(|| format!("{number} is not an id").into()),
            None => Ok(None),
        }
    }

    /// A text that must parse.
    pub(super) fn parse<T: FromStr<Err: Into<Cause>>>(&mut self) -> Result<T, Unreadable> {
        self.text()?.parse().map_err(|error: T::Err| Unreadable(error.into()))
    }

    pub(super) fn maybe_parse<T: FromStr<Err: Into<Cause>>>(&mut self) -> Result<Option<T>, Unreadable> {
        self.maybe_text()?.map(|it| it.parse()).transpose().map_err(|error: T::Err| Unreadable(error.into()))
    }

    pub(super) fn time(&mut self) -> Result<Timestamp, Unreadable> {
        self.get().map(Timestamp::from_millis)
    }

    pub(super) fn maybe_time(&mut self) -> Result<Option<Timestamp>, Unreadable> {
        Ok(self.get::<Option<i64>>()?.map(Timestamp::from_millis))
    }

    /// A set of flags.
    pub(super) fn bits<T>(&mut self, parse: impl Fn(i32) -> Option<T>) -> Result<T, Unreadable> {
        let bits = self.get()?;
        parse(bits).ok_or_else(|| format!("unknown bits in {bits:#b}").into())
    }

    /// JSON, with the type's default in place of NULL.
    pub(super) fn json<T: DeserializeOwned + Default>(&mut self) -> Result<T, Unreadable> {
        match self.maybe_text()? {
            Some(text) => Ok(serde_json::from_str(&text)?),
            None => Ok(T::default()),
        }
    }

    /// One word of an enum that serde knows by name.
    pub(super) fn word<T: DeserializeOwned>(&mut self) -> Result<T, Unreadable> {
        Ok(word_of(&self.text()?)?)
    }

    pub(super) fn maybe_word<T: DeserializeOwned>(&mut self) -> Result<Option<T>, Unreadable> {
        Ok(self.maybe_text()?.map(|it| word_of(&it)).transpose()?)
    }

    /// Passes over a column that another one implies.
    pub(super) const fn skip(&mut self) {
        self.next += 1;
    }

    pub(super) fn participant(&mut self) -> Result<Option<Participant>, Unreadable> {
        participant_of(self.get()?)
    }
}

fn word_of<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    T::deserialize(text.into_deserializer())
}

/// Nobody: an idle thread, or a message's customer.
pub(super) const NOBODY: i64 = 0;
/// The page's own inbox.
pub(super) const INBOX: i64 = -1;

/// A participant as one number, so that an index holds owners of all kinds.
pub(super) const fn number_of(participant: Option<Participant>) -> i64 {
    match participant {
        None => NOBODY,
        Some(Participant::Inbox) => INBOX,
        Some(Participant::App(app)) => app.get(),
    }
}

fn participant_of(number: i64) -> Result<Option<Participant>, Unreadable> {
    match number {
        NOBODY => Ok(None),
        INBOX => Ok(Some(Participant::Inbox)),
        app => match AppId::new(app) {
            Some(app) => Ok(Some(Participant::App(app))),
            None => Err(format!("{app} is no participant").into()),
        },
    }
}

/// JSON for a TEXT column.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(StoreError::other)
}

/// The name that serde gives a value of a plain enum.
pub(super) fn word<T: Serialize>(value: &T) -> Result<Value, StoreError> {
    match serde_json::to_value(value).map_err(StoreError::other)? {
        serde_json::Value::String(word) => Ok(word.into()),
        _ => Err(StoreError::other("expected the name of an enum's variant")),
    }
}
