use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    directory::SettingsChange,
    graphql::{
        access,
        context::Reach,
        object::enums::ReleasePolicy,
        payload::{PagePayload, of_answer},
    },
};

/// The input of `updatePageSettings`.
#[derive(InputObject)]
pub struct UpdatePageSettingsInput {
    /// The page's id.
    page_id: ID,
    /// 1 to 200 characters.
    name: Option<String>,
    /// Seconds, 1 to 604800. Threads that are controlled now keep their time.
    idle_timeout: Option<i32>,
    /// What becomes of a thread that its owner releases.
    on_release: Option<ReleasePolicy>,
    /// Whether replies are held to the messaging window.
    enforce_messaging_window: Option<bool>,
}

#[derive(Default)]
pub struct UpdatePageSettings;

#[Object]
impl UpdatePageSettings {
    /// What is left out stays. For people with the MANAGE task.
    async fn update_page_settings(&self, ctx: &Context<'_>, input: UpdatePageSettingsInput) -> Result<PagePayload> {
        let page = access::managed_page(ctx, &input.page_id).await?;
        let change = SettingsChange {
            name: input.name,
            idle_timeout: input.idle_timeout.map(i64::from),
            on_release: input.on_release.map(Into::into),
            enforce_messaging_window: input.enforce_messaging_window,
        };
        of_answer(ctx.editor().update_page(page.record.id, change).await, PagePayload::from)
    }
}
