use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, dataloader::DataLoader};

use super::enums::PageTask;
use crate::{
    graphql::{
        access,
        context::Reach,
        error,
        loader::{Reads, SecondFactorOf},
    },
    id::UserId,
    protocol::Tasks,
    store::UserRecord,
};

/// A person who signs in.
#[derive(Clone)]
pub struct User(pub Arc<UserRecord>);

/// A person who signs in.
#[Object]
impl User {
    /// Opaque.
    async fn id(&self) -> ID {
        self.0.id.as_str().into()
    }

    /// What people call them.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What they sign in with; one address is one person.
    async fn email(&self, ctx: &Context<'_>) -> Result<&str> {
        if ctx.session()?.person().is_some() {
            Ok(&self.0.email)
        } else {
            Err(error::forbidden("people's addresses are for people"))
        }
    }

    /// Whether a code is asked for when they sign in. For themselves and administrators.
    async fn has_second_factor(&self, ctx: &Context<'_>) -> Result<bool> {
        let caller = access::person(ctx)?;
        if *caller != self.0.id && !access::is_administrator(ctx, caller).await? {
            return Err(error::forbidden("only they themselves and administrators may know"));
        }
        let key = SecondFactorOf(self.0.id.clone());
        let found = ctx.data_unchecked::<DataLoader<Reads>>().load_one(key).await.map_err(|it| error::store(&it))?;
        Ok(found.is_some())
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

/// A person's tasks on a page.
#[Object]
impl PageMember {
    /// Who it is.
    async fn user(&self, ctx: &Context<'_>) -> Result<User> {
        load_user(ctx, &self.user).await?.ok_or_else(|| error::not_found("the person"))
    }

    /// What they may do.
    async fn tasks(&self) -> Vec<PageTask> {
        PageTask::list(self.tasks)
    }
}

/// The person behind something that an app may have done as well.
pub async fn maybe_user(ctx: &Context<'_>, id: Option<&UserId>) -> Result<Option<User>> {
    match id {
        Some(id) => load_user(ctx, id).await,
        None => Ok(None),
    }
}

pub async fn load_user(ctx: &Context<'_>, id: &UserId) -> Result<Option<User>> {
    let user = ctx.directory().user(id).await.map_err(|it| error::store(&it))?;
    Ok(user.map(User))
}
