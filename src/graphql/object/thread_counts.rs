use async_graphql::{Context, Result, SimpleObject};

use super::participant::Participant;
use crate::{protocol::Platform, store::threads::Counts};

/// How many of a page's threads there are, by who controls them.
#[derive(SimpleObject)]
pub struct ThreadCounts {
    /// Threads that nobody controls.
    idle: i64,
    /// Threads that somebody controls, by whom.
    controlled: Vec<OwnerCount>,
    /// Threads where an app waits for control.
    waiting: i64,
}

/// How many threads one participant controls.
#[derive(SimpleObject)]
pub struct OwnerCount {
    /// Who controls them.
    owner: Participant,
    /// How many.
    count: i64,
}

impl ThreadCounts {
    pub async fn load(ctx: &Context<'_>, platform: Platform, counts: Counts) -> Result<Self> {
        let mut controlled = Vec::with_capacity(counts.controlled.len());
        for (owner, count) in counts.controlled {
            controlled.push(OwnerCount { owner: Participant::load(ctx, platform, owner).await?, count });
        }
        Ok(Self { idle: counts.idle, controlled, waiting: counts.waiting })
    }
}
