use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use super::enums::PageTask;
use crate::{
    graphql::{context::Reach, error},
    id::UserId,
    protocol::Tasks,
    store::UserRecord,
};

/// A person who signs in.
#[derive(Clone)]
pub struct User(pub Arc<UserRecord>);

#[Object]
impl User {
    async fn id(&self) -> ID {
        self.0.id.as_str().into()
    }

    async fn name(&self) -> &str {
        &self.0.name
    }

    async fn email(&self) -> &str {
        &self.0.email
    }

    /// Administrators have every task on every page.
    async fn is_admin(&self) -> bool {
        self.0.is_admin
    }
}

/// A person's tasks on a page.
#[derive(Clone)]
pub struct PageMember {
    pub user: UserId,
    pub tasks: Tasks,
}

#[Object]
impl PageMember {
    async fn user(&self, ctx: &Context<'_>) -> Result<User> {
        load_user(ctx, &self.user).await?.ok_or_else(|| error::not_found("the person"))
    }

    async fn tasks(&self) -> Vec<PageTask> {
        PageTask::list(self.tasks)
    }
}

pub async fn load_user(ctx: &Context<'_>, id: &UserId) -> Result<Option<User>> {
    let user = ctx.directory().user(id).await.map_err(|it| error::store(&it))?;
    Ok(user.map(User))
}
