//! Who an actor is to the protocol.

use super::{Actor, Engine};
use crate::{
    directory::{Generation, PageView},
    id::UserId,
    protocol::Caller,
    store::{Conn, StoreError},
};

impl Engine {
    /// The actor with the tasks that the person has at this moment (`protocol.md: token_moderate`).
    pub(super) async fn caller(
        &self,
        tx: &impl Conn,
        generation: &Generation,
        page: &PageView,
        actor: &Actor,
    ) -> Result<Caller, StoreError> {
        let tasks = async |user: &UserId| -> Result<_, StoreError> {
            let is_admin = generation.user(tx, user).await?.is_some_and(|it| it.is_admin);
            Ok(page.tasks_of(user, is_admin))
        };
        Ok(match actor {
            Actor::App { app, asked_by, permissions } => {
                Caller::App { app: *app, tasks: tasks(asked_by).await?, permissions: *permissions }
            }
            Actor::Person { user, .. } => Caller::Person { user: user.clone(), tasks: tasks(user).await? },
            Actor::Channel => Caller::Channel,
            Actor::Baton => Caller::Baton,
        })
    }
}
