//! What a parsed document asks for once its fragments are expanded, without expanding them.
//!
//! Each fragment is counted once and its cost added wherever it is spread, so the count takes time linear in the document
//! while what it counts may be exponential. Sums saturate.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

use super::{DocumentError, DocumentLimits, Measure, lexer::within};

/// Refuses a document above `limits`, with a fragment that spreads itself, or with more of `__typename` than its name;
/// says whether it reads the schema.
///
/// All operations are added up, and so are fragments that none of them spreads: validation visits all of them, whichever
/// operation is to run.
pub fn check(document: &ExecutableDocument, limits: &DocumentLimits) -> Result<bool, DocumentError> {
    let mut walk = Walk { document, limits, fragments: HashMap::with_capacity(document.fragments.len()) };
    let mut total = Cost::default();
    for (_, operation) in document.operations.iter() {
        total.directives = total.directives.saturating_add(count(&operation.node.directives));
        for variable in &operation.node.variable_definitions {
            total.directives = total.directives.saturating_add(count(&variable.node.directives));
        }
        total.add(walk.selection_set(&operation.node.selection_set.node, 1)?);
    }
    for name in document.fragments.keys() {
        if !walk.fragments.contains_key(name.as_str()) {
            total.add(walk.fragment(name, 1)?);
        }
    }
    within(Measure::Selections, limits.selections, total.selections)?;
    within(Measure::Aliases, limits.aliases, total.aliases)?;
    within(Measure::Directives, limits.directives, total.directives)?;
    Ok(total.introspects)
}

#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    selections: u32,
    aliases: u32,
    directives: u32,
    /// Selection sets inside one another, the outermost included.
    depth: u32,
    introspects: bool,
}

impl Cost {
    fn add(&mut self, other: Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.depth = self.depth.max(other.depth);
        self.introspects |= other.introspects;
    }
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    limits: &'a DocumentLimits,
    /// The cost of each fragment met so far; `None` while it is being counted.
    fragments: HashMap<&'a str, Option<Cost>>,
}

impl<'a> Walk<'a> {
    /// `level` is how many selection sets are open, this one included: past the limit the walk ends, and with it its stack.
    fn selection_set(&mut self, set: &'a SelectionSet, level: u32) -> Result<Cost, DocumentError> {
        within(Measure::Depth, self.limits.depth, level)?;
        let mut cost = Cost::default();
        for selection in &set.items {
            cost.selections = cost.selections.saturating_add(1);
            cost.directives = cost.directives.saturating_add(count(selection.node.directives()));
            match &selection.node {
                Selection::Field(field) => {
                    let name = field.node.name.node.as_str();
                    cost.aliases = cost.aliases.saturating_add(u32::from(field.node.alias.is_some()));
                    cost.introspects |= name == "__schema" || name == "__type";
                    let inner = &field.node.selection_set.node;
                    if name == "__typename" && !(inner.items.is_empty() && field.node.arguments.is_empty()) {
                        return Err(DocumentError::TypenameIsALeaf(field.pos));
                    }
                    if !inner.items.is_empty() {
                        cost.add(self.selection_set(inner, level + 1)?);
                    }
                }
                Selection::InlineFragment(inline) => {
                    cost.add(self.selection_set(&inline.node.selection_set.node, level + 1)?);
                }
                Selection::FragmentSpread(spread) => {
                    cost.add(self.fragment(spread.node.fragment_name.node.as_str(), level + 1)?);
                }
            }
        }
        cost.depth += 1;
        Ok(cost)
    }

    /// The cost of the fragment `name`; an unknown one costs nothing, and validation refuses it.
    fn fragment(&mut self, name: &str, level: u32) -> Result<Cost, DocumentError> {
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else {
            return Ok(Cost::default());
        };
        match self.fragments.insert(name.as_str(), None) {
            Some(None) => return Err(DocumentError::FragmentCycle),
            Some(Some(cost)) => {
                self.fragments.insert(name.as_str(), Some(cost));
                within(Measure::Depth, self.limits.depth, level.saturating_add(cost.depth).saturating_sub(1))?;
                return Ok(cost);
            }
            None => {}
        }
        let mut cost = self.selection_set(&fragment.node.selection_set.node, level)?;
        cost.directives = cost.directives.saturating_add(count(&fragment.node.directives));
        self.fragments.insert(name.as_str(), Some(cost));
        Ok(cost)
    }
}

fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}
