use async_graphql::{Context, InputObject, Object, Result};

use crate::{
    directory::NewUser,
    graphql::{
        access,
        context::Reach,
        object::person::User,
        payload::{InviteUserPayload, of_answer},
    },
};

/// The input of `inviteUser`.
#[derive(InputObject)]
pub struct InviteUserInput {
    /// 1 to 200 characters.
    name: String,
    /// One address is one person.
    email: String,
    /// Whether the person has every task on every page; no if left out.
    is_admin: Option<bool>,
}

#[derive(Default)]
pub struct InviteUser;

#[Object]
impl InviteUser {
    /// Administrators only. The invitation is shown this once and lets the person choose a password.
    async fn invite_user(&self, ctx: &Context<'_>, input: InviteUserInput) -> Result<InviteUserPayload> {
        access::administrator(ctx).await?;
        let new = NewUser { name: input.name, email: input.email, is_admin: input.is_admin.unwrap_or(false) };
        let answer = ctx.editor().invite(new).await;
        of_answer(answer, |(user, invitation)| InviteUserPayload {
            user: Some(User(user)),
            invitation: Some(invitation),
            user_errors: Vec::new(),
        })
    }
}
