//! `GET /{page}/conversations`: the page's threads, latest activity first.

use crate::{
    engine::ThreadQuery,
    graph_api::{
        call::{Answer, OnPage, customer},
        conversation,
        error::GraphError,
        fields,
        paging::{self, Edge, Place},
    },
    id::ThreadId,
    protocol::Platform,
    store::{
        Found, ThreadRecord,
        threads::{ThreadCursor, ThreadFilter, ThreadOrder},
    },
};

const ORDER: ThreadOrder = ThreadOrder::LastActivityDesc;

/// `fields`, `platform`, `user_id`, `folder`, `limit`, `after`, `before`.
pub async fn get(on: &OnPage<'_>) -> Answer {
    on.sight().may_read_messages(&on.page).await?;
    let written = on.params.text("fields")?.unwrap_or_default();
    let wanted = conversation::wanted(fields::read(&written)?);
    let filter = ThreadFilter {
        customer: on.params.text("user_id")?.map(|it| customer(Some(&it))).transpose()?,
        is_done: (on.params.text("folder")?.is_some_and(|it| it.eq_ignore_ascii_case("page_done"))).then_some(true),
        ..ThreadFilter::default()
    };
    let slice = paging::slice::<ThreadCursor>(on.call)?;
    let found = if is_of_platform(on)? {
        let query = ThreadQuery { visible_to: on.sight().customers(&on.page), filter, order: ORDER, slice };
        on.services.engine.threads(on.page.record.id, &query).await?
    } else {
        Found::default()
    };
    let data = conversation::show(on, &found.rows, &wanted).await?;
    let mut params = Vec::new();
    for name in ["fields", "platform", "user_id", "folder", "limit"] {
        params.extend(on.params.text(name)?.map(|it| (name, it)));
    }
    let edge = Edge { node: &on.page.record.id.to_string(), name: "conversations", params };
    Ok(edge.list(on.call, &found, |it: &ThreadRecord| ThreadCursor::of(it, ORDER).write(), data))
}

/// Whether the page is of the platform that is asked for, if one is.
fn is_of_platform(on: &OnPage<'_>) -> Result<bool, GraphError> {
    let wanted = on.params.word("platform", &["INSTAGRAM", "MESSENGER"])?;
    let is_instagram = on.page.record.platform == Platform::Instagram;
    Ok(wanted.is_none_or(|it| (it == "INSTAGRAM") == is_instagram))
}

impl Place for ThreadCursor {
    fn write(&self) -> String {
        format!("{}:{}", self.key, self.id)
    }

    fn read(text: &str) -> Option<Self> {
        let (key, id) = text.split_once(':')?;
        Some(Self { key: key.parse().ok()?, id: id.parse::<ThreadId>().ok()? })
    }
}
