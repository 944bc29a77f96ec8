//! What the threads of a list say, read for all of them before anybody asks: so it is at hand, and the list takes a statement for
//! it, and no future for each thread (docs/adr/0012).

use std::{collections::HashMap, sync::Arc};

use async_graphql::{
    Context, Pos, Positioned, Result,
    parser::types::{Field, Selection, SelectionSet},
};

use super::part;
use crate::{
    graphql::{access, connection::Arguments, context::Reach},
    id::{PageId, ThreadId},
    store::{Found, MessageRecord, ThreadRecord},
};

/// By the place of the field, in the document, that asks for it.
pub struct Said(Vec<(Pos, HashMap<ThreadId, Found<MessageRecord>>)>);

impl Said {
    /// What the list that is being resolved asks of its threads. `None` if that is nothing, if the caller may not read it, or if it
    /// cannot be read: then each thread's resolver says so.
    pub async fn of(ctx: &Context<'_>, page: PageId, threads: &[ThreadRecord]) -> Option<Arc<Self>> {
        let mut asked = Vec::new();
        let list = &ctx.item.node.selection_set.node;
        each(ctx, list, "nodes", &mut |nodes| collect(ctx, nodes, &mut asked));
        each(ctx, list, "edges", &mut |edges| {
            each(ctx, &edges.node.selection_set.node, "node", &mut |node| collect(ctx, node, &mut asked));
        });
        if asked.is_empty() || threads.is_empty() {
            return None;
        }
        access::may_read_messages(ctx, page, threads.iter().map(|it| &it.state.customer)).await.ok()?;
        let ids: Vec<ThreadId> = threads.iter().map(|it| it.id).collect();
        let mut said = Vec::with_capacity(asked.len());
        let list = ctx.with_selection_set(&ctx.item.node.selection_set);
        for field in asked {
            let of_field = list.with_field(field);
            let part = part(&of_field, arguments(&of_field).ok()?).ok()?;
            said.push((field.node.name.pos, part.of(ctx.engine(), page, &ids).await.ok()?));
        }
        Some(Arc::new(Self(said)))
    }

    /// What a thread says that the field at this place asks for.
    pub fn by(&self, field: Pos, thread: ThreadId) -> Option<Found<MessageRecord>> {
        let (_, said) = self.0.iter().find(|(place, _)| *place == field)?;
        said.get(&thread).cloned()
    }
}

fn collect<'a>(ctx: &Context<'a>, thread: &'a Positioned<Field>, asked: &mut Vec<&'a Positioned<Field>>) {
    each(ctx, &thread.node.selection_set.node, "messages", &mut |field| {
        // A fragment may be spread in several places.
        if asked.iter().all(|it| it.node.name.pos != field.node.name.pos) {
            asked.push(field);
        }
    });
}

/// The fields of this name, whatever the types that fragments are on: what is read in vain does no harm.
fn each<'a>(ctx: &Context<'a>, set: &'a SelectionSet, name: &str, found: &mut impl FnMut(&'a Positioned<Field>)) {
    for item in &set.items {
        match &item.node {
            Selection::Field(field) if field.node.name.node == name => found(field),
            Selection::Field(_) => {}
            Selection::InlineFragment(inline) => each(ctx, &inline.node.selection_set.node, name, found),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = ctx.query_env.fragments.get(&spread.node.fragment_name.node) {
                    each(ctx, &fragment.node.selection_set.node, name, found);
                }
            }
        }
    }
}

fn arguments(ctx: &Context<'_>) -> Result<Arguments> {
    Ok(Arguments {
        first: ctx.param_value("first", None)?.1,
        after: ctx.param_value("after", None)?.1,
        last: ctx.param_value("last", None)?.1,
        before: ctx.param_value("before", None)?.1,
    })
}
