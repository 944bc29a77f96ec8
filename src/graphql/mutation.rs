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

use std::borrow::Cow;

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, ID, MergedObject, ObjectType, OutputType, Positioned, Result,
    ServerResult, Value, async_trait::async_trait, parser::types::Field, registry::Registry,
    resolver_utils::resolve_container,
};

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

/// What can be done: each field, and the object that has it.
///
/// async-graphql asks merged objects one after the other whose field it is, each by a future of its own: a twelfth of what a change
/// of control cost (docs/adr/0014). So they are merged for the schema alone, in groups, because one flat list of them nests too
/// deep for the compiler.
macro_rules! mutations {
    ($($(#[$doc:meta])* $group:ident { $($($field:literal)|+ => $object:path,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(MergedObject, Default)]
            struct $group($($object),*);
        )*

        /// What can be done. What the protocol refuses comes back in `userErrors`.
        #[derive(MergedObject, Default)]
        #[graphql(name = "Mutation")]
        struct Merged($($group),*);

        /// What can be done.
        pub struct Mutation;

        #[async_trait]
        impl ContainerType for Mutation {
            async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
                match ctx.item.node.name.node.as_str() {
                    $($($($field)|+ => $object.resolve_field(ctx).await,)*)*
                    _ => Ok(None),
                }
            }
        }

        #[cfg(test)]
        const FIELDS: &[&str] = &[$($($($field),+),*),*];
    };
}

mutations! {
    /// Thread control, by apps.
    ControlMutations {
        "passThreadControl" => pass_thread_control::PassThreadControl,
        "takeThreadControl" => take_thread_control::TakeThreadControl,
        "requestThreadControl" => request_thread_control::RequestThreadControl,
        "withdrawThreadControlRequest" => withdraw_thread_control_request::WithdrawThreadControlRequest,
        "releaseThreadControl" => release_thread_control::ReleaseThreadControl,
        "extendThreadControl" => extend_thread_control::ExtendThreadControl,
        "passThreadMetadata" => pass_thread_metadata::PassThreadMetadata,
    }

    /// Messages and menus, by apps.
    SendingMutations {
        "sendMessage" => send_message::SendMessage,
        "sendSurvey" => send_survey::SendSurvey,
        "setPageMenu" => set_page_menu::SetPageMenu,
        "deletePageMenu" => delete_page_menu::DeletePageMenu,
        "setUserMenu" => set_user_menu::SetUserMenu,
        "deleteUserMenu" => delete_user_menu::DeleteUserMenu,
    }

    /// The inbox, by people.
    InboxMutations {
        "replyFromInbox" => reply_from_inbox::ReplyFromInbox,
        "moveThreadToMain" => move_thread_to_main::MoveThreadToMain,
        "markThreadDone" => mark_thread_done::MarkThreadDone,
        "passThreadFromInbox" => pass_thread_from_inbox::PassThreadFromInbox,
        "markThreadRead" => mark_thread_read::MarkThreadRead,
        "createSavedReply" => create_saved_reply::CreateSavedReply,
        "updateSavedReply" => update_saved_reply::UpdateSavedReply,
        "deleteSavedReply" => delete_saved_reply::DeleteSavedReply,
    }

    /// What customers do, by the channel that carries it.
    CustomerMutations {
        "receiveFeedback" => receive_feedback::ReceiveFeedback,
        "receiveMessage" => receive_message::ReceiveMessage,
        "receivePostback" => receive_postback::ReceivePostback,
        "receiveReferral" => receive_referral::ReceiveReferral,
    }

    /// Configuration of pages, by people with the MANAGE task.
    PageMutations {
        "createPage" => create_page::CreatePage,
        "updatePageSettings" => update_page_settings::UpdatePageSettings,
        "setPrimaryReceiver" => set_primary_receiver::SetPrimaryReceiver,
        "setEntryPoint" => set_entry_point::SetEntryPoint,
        "deleteEntryPoint" => delete_entry_point::DeleteEntryPoint,
        "setPageMember" => set_page_member::SetPageMember,
        "subscribeApp" => subscribe_app::SubscribeApp,
        "unsubscribeApp" => unsubscribe_app::UnsubscribeApp,
    }

    /// Apps, people and tokens.
    AppMutations {
        "createApp" => create_app::CreateApp,
        "reviewApp" => review_app::ReviewApp,
        "addAppTester" => add_app_tester::AddAppTester,
        "removeAppTester" => remove_app_tester::RemoveAppTester,
        "issuePageToken" => issue_page_token::IssuePageToken,
        "issueChannelToken" => issue_channel_token::IssueChannelToken,
        "issueUserToken" => issue_user_token::IssueUserToken,
        "inviteUser" => invite_user::InviteUser,
        "revokeToken" => revoke_token::RevokeToken,
    }

    /// The calling person's own account.
    AccountMutations {
        "changePassword" => change_password::ChangePassword,
        "signOutEverywhere" => sign_out_everywhere::SignOutEverywhere,
        "beginSecondFactor" | "confirmSecondFactor" | "renewRecoveryCodes" | "disableSecondFactor" | "resetSecondFactor" => second_factor::SecondFactorMutations,
    }

    /// Webhooks, by administrators.
    WebhookMutations {
        "setWebhook" => set_webhook::SetWebhook,
        "enableWebhook" => enable_webhook::EnableWebhook,
        "rotateAppSecret" => rotate_app_secret::RotateAppSecret,
        "redeliver" => redeliver::Redeliver,
        "redeliverSince" => redeliver_since::RedeliverSince,
        "cancelRedelivery" => cancel_redelivery::CancelRedelivery,
        "sendTestEvent" => send_test_event::SendTestEvent,
    }
}

#[async_trait]
impl OutputType for Mutation {
    fn type_name() -> Cow<'static, str> {
        Merged::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Merged::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        resolve_container(ctx, self).await
    }
}

impl ObjectType for Mutation {}

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{FIELDS, Mutation};
    use crate::graphql::query::Query;

    #[tokio::test]
    async fn each_field_of_the_schema_has_its_object() {
        let schema = async_graphql::Schema::new(Query, Mutation, async_graphql::EmptySubscription);
        let answer = schema.execute(r#"{ __type(name: "Mutation") { fields { name } } }"#).await;
        let data = answer.data.into_json().unwrap();
        let fields = data["__type"]["fields"].as_array().unwrap();
        let fields: BTreeSet<&str> = fields.iter().map(|it| it["name"].as_str().unwrap()).collect();
        assert_eq!(fields, FIELDS.iter().copied().collect());
        assert_eq!(fields.len(), FIELDS.len(), "one object each");
    }
}
