//! People who sign in.

use super::{Conn, Found, Slice, StoreError, UserRecord, Write};
use crate::{id::UserId, time::Timestamp};

/// The email is stored in lower case and taken once.
pub async fn insert(
    tx: &Write,
    user: &UserRecord,
    password_hash: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    todo!()
}

pub async fn find(c: &impl Conn, id: &UserId) -> Result<Option<UserRecord>, StoreError> {
    todo!()
}

/// With the hash of the password, if one is set.
pub async fn find_by_email(c: &impl Conn, email: &str) -> Result<Option<(UserRecord, Option<String>)>, StoreError> {
    todo!()
}

pub async fn find_many(c: &impl Conn, ids: &[UserId]) -> Result<Vec<UserRecord>, StoreError> {
    todo!()
}

pub async fn admins(c: &impl Conn) -> Result<Vec<UserRecord>, StoreError> {
    todo!()
}

pub async fn list(c: &impl Conn, slice: &Slice<UserId>) -> Result<Found<UserRecord>, StoreError> {
    todo!()
}

/// False if there is no such person.
pub async fn set_password_hash(tx: &Write, id: &UserId, password_hash: &str) -> Result<bool, StoreError> {
    todo!()
}
