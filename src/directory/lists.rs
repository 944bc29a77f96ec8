//! Lists of what is configured.

use std::sync::Arc;

use super::{Answer, Directory, PageView};
use crate::{
    id::{AppId, PageId, UserId},
    protocol::Tasks,
    store::{AppRecord, Found, Search, Slice, UserRecord, apps, members, pages, users},
};

impl Directory {
    /// Pages by id: all, or those that this person has tasks on; with a search, those of them that it finds.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn pages(
        &self,
        member: Option<&UserId>,
        search: Option<&Search>,
        slice: &Slice<PageId>,
    ) -> Answer<Found<Arc<PageView>>> {
        let reader = self.store().reader();
        let found = match search {
            None => pages::list(reader, member, slice).await?,
            Some(search) => pages::search(reader, member, search, slice).await?,
        };
        let rows = self.current().await?.views(reader, found.rows).await?;
        Ok(Found { rows, has_next: found.has_next, has_previous: found.has_previous })
    }

    /// Apps by id: all, or some of these; with a search, those of them that it finds.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn apps(
        &self,
        among: Option<&[AppId]>,
        search: Option<&Search>,
        slice: &Slice<AppId>,
    ) -> Answer<Found<Arc<AppRecord>>> {
        let reader = self.store().reader();
        let found = match (among, search) {
            (None, None) => apps::list(reader, slice).await?,
            (None, Some(search)) => apps::search(reader, search, slice).await?,
            (Some(ids), search) => {
                let mut rows = apps::find_many(reader, ids).await?;
                rows.retain(|it| search.is_none_or(|search| search.finds(&it.name, &[&it.id.to_string()])));
                rows.sort_by_key(|it| it.id);
                slice.of(rows.into_iter().map(|it| (it.id, it)))
            }
        };
        let rows = found.rows.into_iter().map(Arc::new).collect();
        Ok(Found { rows, has_next: found.has_next, has_previous: found.has_previous })
    }

    /// People by id; with a search, those that it finds.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn users(&self, search: Option<&Search>, slice: &Slice<UserId>) -> Answer<Found<Arc<UserRecord>>> {
        let reader = self.store().reader();
        let found = match search {
            None => users::list(reader, slice).await?,
            Some(search) => users::search(reader, search, slice).await?,
        };
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
