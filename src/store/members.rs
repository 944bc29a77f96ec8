//! People's tasks on pages.

use super::{Conn, MemberRecord, StoreError, Write};
use crate::id::{PageId, UserId};

pub async fn set(tx: &Write, member: &MemberRecord) -> Result<(), StoreError> {
    todo!()
}

/// False if the person was none.
pub async fn remove(tx: &Write, page: PageId, user: &UserId) -> Result<bool, StoreError> {
    todo!()
}

pub async fn of_page(c: &impl Conn, page: PageId) -> Result<Vec<MemberRecord>, StoreError> {
    todo!()
}

pub async fn of_pages(c: &impl Conn, pages: &[PageId]) -> Result<Vec<MemberRecord>, StoreError> {
    todo!()
}

pub async fn of_user(c: &impl Conn, user: &UserId) -> Result<Vec<MemberRecord>, StoreError> {
    todo!()
}
