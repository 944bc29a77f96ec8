//! What can be done, one operation a file.

mod add_app_tester;
mod cancel_redelivery;
mod change_password;
mod create_app;
mod create_page;
mod create_saved_reply;
mod delete_entry_point;
mod delete_page_menu;
mod delete_saved_reply;
mod delete_user_menu;
mod enable_webhook;
mod extend_thread_control;
mod invite_user;
mod issue_channel_token;
mod issue_page_token;
mod issue_user_token;
mod mark_thread_done;
mod mark_thread_read;
mod move_thread_to_main;
mod pass_thread_control;
mod pass_thread_from_inbox;
mod pass_thread_metadata;
mod receive_feedback;
mod receive_message;
mod receive_postback;
mod receive_referral;
mod redeliver;
mod redeliver_since;
mod release_thread_control;
mod remove_app_tester;
mod reply_from_inbox;
mod request_thread_control;
mod review_app;
mod revoke_token;
mod rotate_app_secret;
mod second_factor;
mod send_message;
mod send_survey;
mod send_test_event;
mod set_entry_point;
mod set_page_member;
mod set_page_menu;
mod set_primary_receiver;
mod set_user_menu;
mod set_webhook;
mod sign_out_everywhere;
mod subscribe_app;
mod take_thread_control;
mod unsubscribe_app;
mod update_page_settings;
mod update_saved_reply;
mod withdraw_thread_control_request;

use async_graphql::{Context, ID, MergedObject, Result};

use super::{
    access,
    context::Reach,
    error::Code,
    payload::{TokenPayload, of_answer},
};
use crate::{
    engine::{EngineError, Outcome},
    protocol::{Command, Refusal},
    store::TokenScope,
};

// In groups, because one flat list of them nests too deep for the compiler.
/// What can be done. What the protocol refuses comes back in `userErrors`.
#[derive(MergedObject, Default)]
pub struct Mutation(
    ControlMutations,
    SendingMutations,
    InboxMutations,
    CustomerMutations,
    PageMutations,
    AppMutations,
    AccountMutations,
    WebhookMutations,
);

/// Thread control, by apps.
#[derive(MergedObject, Default)]
struct ControlMutations(
    pass_thread_control::PassThreadControl,
    take_thread_control::TakeThreadControl,
    request_thread_control::RequestThreadControl,
    withdraw_thread_control_request::WithdrawThreadControlRequest,
    release_thread_control::ReleaseThreadControl,
    extend_thread_control::ExtendThreadControl,
    pass_thread_metadata::PassThreadMetadata,
);

/// Messages and menus, by apps.
#[derive(MergedObject, Default)]
struct SendingMutations(
    send_message::SendMessage,
    send_survey::SendSurvey,
    set_page_menu::SetPageMenu,
    delete_page_menu::DeletePageMenu,
    set_user_menu::SetUserMenu,
    delete_user_menu::DeleteUserMenu,
);

/// The inbox, by people.
#[derive(MergedObject, Default)]
struct InboxMutations(
    reply_from_inbox::ReplyFromInbox,
    move_thread_to_main::MoveThreadToMain,
    mark_thread_done::MarkThreadDone,
    pass_thread_from_inbox::PassThreadFromInbox,
    mark_thread_read::MarkThreadRead,
    create_saved_reply::CreateSavedReply,
    update_saved_reply::UpdateSavedReply,
    delete_saved_reply::DeleteSavedReply,
);

/// What customers do, by the channel that carries it.
#[derive(MergedObject, Default)]
struct CustomerMutations(
    receive_feedback::ReceiveFeedback,
    receive_message::ReceiveMessage,
    receive_postback::ReceivePostback,
    receive_referral::ReceiveReferral,
);

/// Configuration of pages, by people with the MANAGE task.
#[derive(MergedObject, Default)]
struct PageMutations(
    create_page::CreatePage,
    update_page_settings::UpdatePageSettings,
    set_primary_receiver::SetPrimaryReceiver,
    set_entry_point::SetEntryPoint,
    delete_entry_point::DeleteEntryPoint,
    set_page_member::SetPageMember,
    subscribe_app::SubscribeApp,
    unsubscribe_app::UnsubscribeApp,
);

/// Apps, people and tokens.
#[derive(MergedObject, Default)]
struct AppMutations(
    create_app::CreateApp,
    review_app::ReviewApp,
    add_app_tester::AddAppTester,
    remove_app_tester::RemoveAppTester,
    issue_page_token::IssuePageToken,
    issue_channel_token::IssueChannelToken,
    issue_user_token::IssueUserToken,
    invite_user::InviteUser,
    revoke_token::RevokeToken,
);

/// The calling person's own account.
#[derive(MergedObject, Default)]
struct AccountMutations(
    change_password::ChangePassword,
    sign_out_everywhere::SignOutEverywhere,
    second_factor::SecondFactorMutations,
);

/// Webhooks, by administrators.
#[derive(MergedObject, Default)]
struct WebhookMutations(
    set_webhook::SetWebhook,
    enable_webhook::EnableWebhook,
    rotate_app_secret::RotateAppSecret,
    redeliver::Redeliver,
    redeliver_since::RedeliverSince,
    cancel_redelivery::CancelRedelivery,
    send_test_event::SendTestEvent,
);

/// Characters of an idempotency key.
const IDEMPOTENCY_KEY: std::ops::RangeInclusive<usize> = 1..=255;

/// Carries out a command on a thread, for whoever calls.
async fn command(ctx: &Context<'_>, thread: &ID, command: Command) -> Result<Result<Outcome, EngineError>> {
    keyed_command(ctx, thread, command, None).await
}

/// The same, at most once for a key.
async fn keyed_command(
    ctx: &Context<'_>,
    thread: &ID,
    command: Command,
    key: Option<String>,
) -> Result<Result<Outcome, EngineError>> {
    let actor = ctx.session()?.actor(ctx.client()).ok_or_else(super::error::unauthenticated)?;
    let thread = access::thread_id(thread)?;
    let page = access::page_of(ctx, thread).await?;
    if key.as_ref().is_some_and(|it| !IDEMPOTENCY_KEY.contains(&it.chars().count()) || it.contains('\0')) {
        let problem = "1 to 255 characters are allowed, and not U+0000".to_owned();
        return Ok(Err(Refusal::Invalid { field: "idempotencyKey", problem }.into()));
    }
    Ok(ctx.engine().command(page, thread, actor, command, key).await)
}

/// Issues a token and shows it, this once.
async fn issue(ctx: &Context<'_>, scope: TokenScope, expires_in: Option<i32>) -> Result<TokenPayload> {
    let answer = match ctx.services().auth.issue(&ctx.editor(), scope, expires_in.map(i64::from)).await {
        Ok(Ok(issued)) => Ok(issued),
        Ok(Err(error)) => {
            tracing::error!(%error, "could not sign a token");
            return Err(Code::Internal.error("the server failed; its log says how"));
        }
        Err(problem) => Err(problem),
    };
    of_answer(answer, |issued| TokenPayload {
        token: Some(issued.text),
        token_id: Some(issued.record.id.as_str().into()),
        user_errors: Vec::new(),
    })
}
