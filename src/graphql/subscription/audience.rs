//! Which subscribers are told alike: those who ask for the same selection of the same field with the same power.

use std::collections::HashMap;

use async_graphql::{
    Context, Name, Positioned, Result, Value,
    parser::types::{Directive, Selection, SelectionSet},
};
use sha2::{Digest, Sha256};

use super::shared::Likeness;
use crate::{
    graphql::context::Reach,
    store::{Position, TokenScope},
    time::Timestamp,
};

type Sum = [u8; 32];

/// A digest of what a subscriber asks for and of whom it is for. The arguments of the root field are no part of it: they say
/// which events are heard and not what is heard of each, so clients that resume from cursors of their own still share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Audience(Sum);

impl Audience {
    /// The audience of the subscription field that is being resolved.
    ///
    /// # Errors
    ///
    /// UNAUTHENTICATED.
    pub fn of(ctx: &Context<'_>) -> Result<Self> {
        let token = ctx.session()?.token().ok_or_else(crate::graphql::error::unauthenticated)?;
        let field = &ctx.item.node;
        let mut asked = Asked { ctx, fragments: HashMap::new() };
        let mut sum = Sha256::new();
        scope(&mut sum, &token.scope);
        word(&mut sum, &field.name.node);
        sum.update(asked.selection_set(&field.selection_set.node));
        Ok(Self(sum.finalize().into()))
    }

    pub fn likeness(self, position: Position, newest: Position, revision: i64, now: Timestamp) -> Likeness {
        Likeness::new(self.0, position, newest, revision, now)
    }
}

/// Everything that a token's power follows from; when it ends is no part of what is said until then.
fn scope(sum: &mut Sha256, scope: &TokenScope) {
    match scope {
        TokenScope::Page { page, app, asked_by, permissions } => {
            word(sum, "app");
            word(sum, &page.to_string());
            word(sum, &app.to_string());
            word(sum, asked_by.as_str());
            word(sum, &permissions.bits().to_string());
        }
        TokenScope::Channel { page } => {
            word(sum, "channel");
            word(sum, &page.to_string());
        }
        TokenScope::User { user } => {
            word(sum, "person");
            word(sum, user.as_str());
        }
    }
}

/// Lengths first, so that no two sequences of words have the same bytes.
fn word(sum: &mut Sha256, text: &str) {
    sum.update((text.len() as u64).to_le_bytes());
    sum.update(text.as_bytes());
}

fn count<T>(sum: &mut Sha256, items: &[T]) {
    sum.update((items.len() as u64).to_le_bytes());
}

struct Asked<'a> {
    ctx: &'a Context<'a>,
    /// Each fragment is digested once, however often it is spread.
    fragments: HashMap<&'a str, Sum>,
}

impl<'a> Asked<'a> {
    fn selection_set(&mut self, set: &'a SelectionSet) -> Sum {
        let mut sum = Sha256::new();
        count(&mut sum, &set.items);
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    word(&mut sum, "field");
                    word(&mut sum, &field.response_key().node);
                    word(&mut sum, &field.name.node);
                    let constant = |name: Name| self.variable(&name).ok_or(());
                    let given = field.arguments.iter();
                    arguments(
                        &mut sum,
                        given.map(|(name, it)| (&name.node, it.node.clone().into_const_with(constant).ok())),
                    );
                    self.directives(&mut sum, &field.directives);
                    sum.update(self.selection_set(&field.selection_set.node));
                }
                Selection::InlineFragment(inline) => {
                    let inline = &inline.node;
                    word(&mut sum, "on");
                    word(&mut sum, inline.type_condition.as_ref().map_or("", |it| &it.node.on.node));
                    self.directives(&mut sum, &inline.directives);
                    sum.update(self.selection_set(&inline.selection_set.node));
                }
                Selection::FragmentSpread(spread) => {
                    word(&mut sum, "spread");
                    self.directives(&mut sum, &spread.node.directives);
                    sum.update(self.fragment(&spread.node.fragment_name.node));
                }
            }
        }
        sum.finalize().into()
    }

    fn fragment(&mut self, name: &'a str) -> Sum {
        if let Some(sum) = self.fragments.get(name) {
            return *sum;
        }
        let mut sum = Sha256::new();
        // Validation has refused unknown fragments, and those that spread themselves.
        if let Some(fragment) = self.ctx.query_env.fragments.get(name) {
            word(&mut sum, &fragment.node.type_condition.node.on.node);
            self.directives(&mut sum, &fragment.node.directives);
            sum.update(self.selection_set(&fragment.node.selection_set.node));
        }
        let sum = sum.finalize().into();
        self.fragments.insert(name, sum);
        sum
    }

    fn directives(&self, sum: &mut Sha256, directives: &[Positioned<Directive>]) {
        count(sum, directives);
        for directive in directives {
            word(sum, &directive.node.name.node);
            let constant = |name: Name| self.variable(&name).ok_or(());
            let given = directive.node.arguments.iter();
            arguments(sum, given.map(|(name, it)| (&name.node, it.node.clone().into_const_with(constant).ok())));
        }
    }

    fn variable(&self, name: &Name) -> Option<Value> {
        let env = self.ctx.query_env;
        env.variables.get(name).cloned().or_else(|| {
            let mut definitions = env.operation.node.variable_definitions.iter();
            definitions.find(|it| it.node.name.node == *name)?.node.default_value.as_ref().map(|it| it.node.clone())
        })
    }
}

/// A variable that is left out is not the same as null.
fn arguments<'a>(sum: &mut Sha256, arguments: impl ExactSizeIterator<Item = (&'a Name, Option<Value>)>) {
    sum.update((arguments.len() as u64).to_le_bytes());
    for (name, value) in arguments {
        word(sum, name);
        word(sum, &value.map_or_else(|| "absent".to_owned(), |it| it.to_string()));
    }
}
