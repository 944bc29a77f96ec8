use async_graphql::{Context, InputObject, Object, Result};

use crate::{
    auth::SignInError,
    directory::Problem,
    graphql::{
        access,
        context::Reach,
        error::{Code, store},
        object::person::load_user,
        payload::{Payload, UserPayload},
        user_error::UserError,
    },
};

/// The input of `changePassword`.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The password as it is.
    current_password: String,
    /// At least 8 characters.
    new_password: String,
}

#[derive(Default)]
pub struct ChangePassword;

#[Object]
impl ChangePassword {
    /// The calling person's own password. Signs them out everywhere else.
    async fn change_password(&self, ctx: &Context<'_>, input: ChangePasswordInput) -> Result<UserPayload> {
        let user = access::person(ctx)?;
        let auth = &ctx.services().auth;
        match auth.change_password(&ctx.editor(), user, &input.current_password, &input.new_password).await {
            Ok(()) => Ok(UserPayload { user: load_user(ctx, user).await?, ..UserPayload::default() }),
            Err(SignInError::Wrong) => {
                Ok(UserPayload::refused(UserError::invalid("currentPassword", "this is not the password")))
            }
            Err(SignInError::TooMany(wait)) => {
                Err(Code::RateLimited.error(format!("too many attempts; wait {} s and try again", wait.0)))
            }
            Err(SignInError::Problem(Problem::Store(error))) => Err(store(&error)),
            Err(SignInError::Problem(problem)) => UserError::of_problem(problem).map(UserPayload::refused),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "could not change a password");
                Err(Code::Internal.error("the server failed; its log says how"))
            }
        }
    }
}
