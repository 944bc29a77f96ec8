//! Customers with a role on an app: all that an app that is not live can reach.

use super::{Conn, Found, Slice, StoreError, Write};
use crate::id::{AppId, CustomerId};

/// False if it was one already.
pub async fn add(tx: &Write, app: AppId, customer: &CustomerId) -> Result<bool, StoreError> {
    todo!()
}

/// False if it was none.
pub async fn remove(tx: &Write, app: AppId, customer: &CustomerId) -> Result<bool, StoreError> {
    todo!()
}

pub async fn of_apps(c: &impl Conn, apps: &[AppId]) -> Result<Vec<(AppId, CustomerId)>, StoreError> {
    todo!()
}

pub async fn list(c: &impl Conn, app: AppId, slice: &Slice<CustomerId>) -> Result<Found<CustomerId>, StoreError> {
    todo!()
}

pub async fn count(c: &impl Conn, app: AppId) -> Result<i64, StoreError> {
    todo!()
}
