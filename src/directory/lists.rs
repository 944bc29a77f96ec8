//! Lists of what is configured.

use std::sync::Arc;

use super::{Answer, Directory, PageView};
use crate::{
    id::{AppId, PageId, UserId},
    protocol::Tasks,
    store::{AppRecord, Found, Slice, UserRecord, apps, members, pages, users},
};

impl Directory {
    /// Pages by id: all, or those that this person has tasks on.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn pages(&self, member: Option<&UserId>, slice: &Slice<PageId>) -> Answer<Found<Arc<PageView>>> {
        let found = pages::list(self.store().reader(), member, slice).await?;
        let rows = self.current().await?.views(self.store().reader(), found.rows).await?;
        Ok(Found { rows, has_next: found.has_next, has_previous: found.has_previous })
    }

    /// Apps by id: all, or some of these.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn apps(&self, among: Option<&[AppId]>, slice: &Slice<AppId>) -> Answer<Found<Arc<AppRecord>>> {
        let reader = self.store().reader();
        let found = match among {
            None => apps::list(reader, slice).await?,
            Some(ids) => {
                let mut rows = apps::find_many(reader, ids).await?;
                rows.sort_by_key(|it| it.id);
                slice.of(rows.into_iter().map(|it| (it.id, it)))
            }
        };
        let rows = found.rows.into_iter().map(Arc::new).collect();
        Ok(Found { rows, has_next: found.has_next, has_previous: found.has_previous })
    }

    /// People by id.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn users(&self, slice: &Slice<UserId>) -> Answer<Found<Arc<UserRecord>>> {
        let found = users::list(self.store().reader(), slice).await?;
        let rows = found.rows.into_iter().map(Arc::new).collect();
        Ok(Found { rows, has_next: found.has_next, has_previous: found.has_previous })
    }

    /// Whether the person may manage any page.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn manages_any(&self, user: &UserId) -> Answer<bool> {
        let tasks = members::of_user(self.store().reader(), user).await?;
        Ok(tasks.iter().any(|it| it.tasks.contains(Tasks::MANAGE)))
    }

    /// Whether the person has tasks on any page.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn has_pages(&self, user: &UserId) -> Answer<bool> {
        Ok(!members::of_user(self.store().reader(), user).await?.is_empty())
    }
}
