//! The calling person's second factor: codes of an authenticator app, asked for at sign-in.

use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    auth::{SecondFactorError, SignInError},
    directory::Problem,
    graphql::{
        access,
        context::Reach,
        error::{Code, not_found, store},
        object::person::{User, load_user},
        payload::{BeginSecondFactorPayload, Payload, RecoveryCodesPayload, UserPayload, of_answer},
        user_error::{UserError, UserErrorCode},
    },
};

/// The input of `beginSecondFactor`.
#[derive(InputObject)]
pub struct BeginSecondFactorInput {
    /// The person's password.
    current_password: String,
}

/// The input of `confirmSecondFactor`.
#[derive(InputObject)]
pub struct ConfirmSecondFactorInput {
    /// The six digits that the authenticator shows.
    code: String,
}

/// The input of `renewRecoveryCodes`.
#[derive(InputObject)]
pub struct RenewRecoveryCodesInput {
    /// The person's password.
    current_password: String,
}

/// The input of `disableSecondFactor`.
#[derive(InputObject)]
pub struct DisableSecondFactorInput {
    /// The person's password.
    current_password: String,
}

/// The input of `resetSecondFactor`.
#[derive(InputObject)]
pub struct ResetSecondFactorInput {
    /// Whose second factor.
    user_id: ID,
}

#[derive(Default)]
pub struct SecondFactorMutations;

#[Object]
impl SecondFactorMutations {
    /// Gives the calling person a secret for an authenticator app, shown this once. Codes are asked for at sign-in once
    /// `confirmSecondFactor` has seen one.
    async fn begin_second_factor(
        &self,
        ctx: &Context<'_>,
        input: BeginSecondFactorInput,
    ) -> Result<BeginSecondFactorPayload> {
        let user = access::person(ctx)?;
        let auth = &ctx.services().auth;
        answered(auth.begin_second_factor(&ctx.editor(), user, &input.current_password).await, |it| {
            BeginSecondFactorPayload {
                secret: Some(it.secret),
                uri: Some(it.uri),
                qr_code: Some(it.qr_code),
                user_errors: Vec::new(),
            }
        })
    }

    /// Asks for a code at each sign-in from now on. The recovery codes are shown this once; each is good for one sign-in.
    async fn confirm_second_factor(
        &self,
        ctx: &Context<'_>,
        input: ConfirmSecondFactorInput,
    ) -> Result<RecoveryCodesPayload> {
        let user = access::person(ctx)?;
        let auth = &ctx.services().auth;
        answered(auth.confirm_second_factor(&ctx.editor(), user, &input.code).await, RecoveryCodesPayload::of)
    }

    /// New recovery codes in place of the old ones, shown this once.
    async fn renew_recovery_codes(
        &self,
        ctx: &Context<'_>,
        input: RenewRecoveryCodesInput,
    ) -> Result<RecoveryCodesPayload> {
        let user = access::person(ctx)?;
        let auth = &ctx.services().auth;
        let codes = auth.renew_recovery_codes(&ctx.editor(), user, &input.current_password).await;
        answered(codes, RecoveryCodesPayload::of)
    }

    /// Asks the calling person for no code any more.
    async fn disable_second_factor(&self, ctx: &Context<'_>, input: DisableSecondFactorInput) -> Result<UserPayload> {
        let user = access::person(ctx)?;
        let disabled = ctx.services().auth.disable_second_factor(&ctx.editor(), user, &input.current_password).await;
        let user = load_user(ctx, user).await?;
        answered(disabled, |()| UserPayload { user, ..UserPayload::default() })
    }

    /// Administrators only: asks somebody else, who has lost device and recovery codes, for no code any more.
    async fn reset_second_factor(&self, ctx: &Context<'_>, input: ResetSecondFactorInput) -> Result<UserPayload> {
        access::administrator(ctx).await?;
        let id = access::user_id(&input.user_id)?;
        let User(user) = load_user(ctx, &id).await?.ok_or_else(|| not_found("the person"))?;
        of_answer(ctx.editor().remove_second_factor(&id).await, |()| UserPayload {
            user: Some(User(user)),
            ..UserPayload::default()
        })
    }
}

/// What is refused comes back in the payload; what was too often, or broke, does not.
fn answered<T, P: Payload>(answer: Result<T, SecondFactorError>, payload: impl FnOnce(T) -> P) -> Result<P> {
    let refused = match answer {
        Ok(it) => return Ok(payload(it)),
        Err(error) => error,
    };
    match refused {
        SecondFactorError::WrongCode => Ok(P::refused(UserError::invalid("code", refused))),
        SecondFactorError::Exists => Ok(P::refused(UserError::new(UserErrorCode::Conflict, None, refused.to_string()))),
        SecondFactorError::NotBegun => {
            Ok(P::refused(UserError::new(UserErrorCode::Invalid, None, refused.to_string())))
        }
        SecondFactorError::SignIn(SignInError::Wrong) => {
            Ok(P::refused(UserError::invalid("currentPassword", "this is not the password")))
        }
        SecondFactorError::SignIn(SignInError::TooMany(_)) => Err(Code::RateLimited.error(refused.to_string())),
        SecondFactorError::Problem(Problem::Store(error))
        | SecondFactorError::SignIn(SignInError::Problem(Problem::Store(error))) => Err(store(&error)),
        error => {
            tracing::error!(error = &error as &dyn std::error::Error, "a second factor could not be changed");
            Err(Code::Internal.error("the server failed; its log says how"))
        }
    }
}
