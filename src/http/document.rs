//! A GraphQL document, measured and parsed once, before anything validates it.
//!
//! Validation expands named fragments again at every spread, so a document of 600 bytes can cost seconds, and the parser's
//! stack grows with every open bracket. Both are therefore bounded first, in time linear in the document: [`lexer`] counts
//! tokens and open brackets in the text, [`budget`] counts what the parsed document selects once it is expanded.

mod budget;
mod known;
mod lexer;

use std::{fmt, sync::Arc};

use async_graphql::{
    Name, Pos, Request, ServerError, Value, Variables,
    parser::{
        self,
        types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, VariableDefinition},
    },
};

use super::{DocumentLimits, answer};

pub use known::Known;

/// A document within its limits, and the operation that is to run.
#[derive(Debug)]
pub struct Document {
    checked: Arc<Checked>,
    kind: OperationType,
    /// Those that the client left out.
    flags: Vec<(Name, Value)>,
}

/// A document within its limits. It may have several operations.
#[derive(Debug)]
struct Checked {
    parsed: Arc<ExecutableDocument>,
    introspects: bool,
    tokens: u32,
}

impl Checked {
    fn read(query: &str, limits: &DocumentLimits) -> Result<Self, DocumentError> {
        let tokens = lexer::check(query, limits)?;
        let parsed = parser::parse_query(query).map_err(syntax_error)?;
        let introspects = budget::check(&parsed, limits)?;
        Ok(Self { parsed: Arc::new(parsed), introspects, tokens })
    }
}

/// What a limit of [`DocumentLimits`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Bytes,
    Tokens,
    Nesting,
    Depth,
    Selections,
    Aliases,
    Directives,
}

/// Why a document cannot run. None of the texts repeats the document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Counting may stop once it is past the limit: `asked` is what was counted until then.
    #[error("The document's {measure} are {asked}; at most {most} are allowed.")]
    Over { measure: Measure, most: u32, asked: u32 },
    #[error("{message}")]
    Syntax { message: String, positions: Vec<Pos> },
    #[error("A fragment spreads itself.")]
    FragmentCycle,
    /// async-graphql looks up a field to validate it, and this one is in no type.
    #[error("__typename takes no arguments and has no subfields.")]
    TypenameIsALeaf(Pos),
    #[error("The document has several operations: operationName must say which one is to run.")]
    OperationNameMissing,
    #[error("The document has no operation of the name given in operationName.")]
    OperationUnknown,
    #[error("The variable ${0} is required.")]
    VariableMissing(String),
}

impl Document {
    /// Reads `query` within `limits` and finds the operation that `operation_name` asks for, with all its `variables`.
    ///
    /// # Errors
    ///
    /// See [`DocumentError`]; all of them are the caller's.
    pub fn read(
        query: &str,
        operation_name: Option<&str>,
        variables: &Variables,
        limits: &DocumentLimits,
    ) -> Result<Self, DocumentError> {
        Self::of(Arc::new(Checked::read(query, limits)?), operation_name, variables)
    }

    fn of(checked: Arc<Checked>, operation_name: Option<&str>, variables: &Variables) -> Result<Self, DocumentError> {
        let operation = select(&checked.parsed.operations, operation_name)?;
        check_variables(operation, variables)?;
        let kind = operation.ty;
        let flags = flags(operation, variables);
        Ok(Self { checked, kind, flags })
    }

    /// Whether the operation queries, mutates or subscribes.
    pub fn kind(&self) -> OperationType {
        self.kind
    }

    /// Whether any selection reads the schema (`__schema`, `__type`).
    pub fn introspects(&self) -> bool {
        self.checked.introspects
    }

    /// Leaves the parsed document in the data of `request`, as an `Arc<ExecutableDocument>`, so that it need not be parsed again.
    ///
    /// It is not the request's own: execution uses that up, and whoever executes knows of what to make the copy.
    pub fn attach(self, request: &mut Request) {
        request.data.insert(Arc::clone(&self.checked.parsed));
        request.variables.extend(self.flags);
    }
}

/// The operation that async-graphql will run; it chooses by the same rule.
fn select<'a>(
    operations: &'a DocumentOperations,
    name: Option<&str>,
) -> Result<&'a OperationDefinition, DocumentError> {
    let operation = match (operations, name) {
        (DocumentOperations::Single(operation), None) => Some(operation),
        (DocumentOperations::Single(_), Some(_)) => None,
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        (DocumentOperations::Multiple(operations), None) => {
            let mut all = operations.values();
            match (all.next(), all.next()) {
                (Some(only), None) => Some(only),
                _ => return Err(DocumentError::OperationNameMissing),
            }
        }
    };
    operation.map(|operation| &operation.node).ok_or(DocumentError::OperationUnknown)
}

/// Refuses an operation without one of its required variables. async-graphql would notice only when a resolver asks for
/// it, in the midst of execution.
fn check_variables(operation: &OperationDefinition, variables: &Variables) -> Result<(), DocumentError> {
    for definition in &operation.variable_definitions {
        let definition = &definition.node;
        let name = &definition.name.node;
        let is_missing = match variables.get(name) {
            Some(value) => *value == Value::Null,
            None => definition.default_value.is_none(),
        };
        if is_missing && !definition.var_type.node.nullable {
            return Err(DocumentError::VariableMissing(name.to_string()));
        }
    }
    Ok(())
}

/// Flags that have their default values. They are given to async-graphql as if the client had sent them: where it decides on
/// `@skip` and `@include`, it knows no defaults.
fn flags(operation: &OperationDefinition, variables: &Variables) -> Vec<(Name, Value)> {
    let definitions = operation.variable_definitions.iter().map(|it| &it.node);
    let left_out = definitions.filter(|it| !variables.contains_key(&it.name.node));
    let flag = |it: &VariableDefinition| match it.default_value.as_ref()?.node {
        Value::Boolean(flag) => Some((it.name.node.clone(), flag.into())),
        _ => None,
    };
    left_out.filter_map(flag).collect()
}

/// The parser's message quotes the line that it stopped at; only what it expected there is kept.
fn syntax_error(error: parser::Error) -> DocumentError {
    let positions = error.positions().collect();
    let message = match &error {
        parser::Error::Syntax { message, .. } => {
            let expected = message.rsplit_once("= ").map_or("", |(_, expected)| expected.trim());
            format!("Syntax error: {expected}.")
        }
        other => format!("Syntax error: {}.", other.to_string().trim_end_matches('.')),
    };
    DocumentError::Syntax { message, positions }
}

impl From<DocumentError> for ServerError {
    fn from(error: DocumentError) -> Self {
        let mut answer = answer::coded(error.to_string(), answer::Code::BadUserInput);
        match error {
            DocumentError::Over { measure, most, asked } => {
                let extensions = answer.extensions.get_or_insert_default();
                extensions.set("limit", measure.to_string());
                extensions.set("most", most);
                extensions.set("asked", asked);
            }
            DocumentError::Syntax { positions, .. } => answer.locations = positions,
            DocumentError::TypenameIsALeaf(position) => answer.locations = vec![position],
            _ => {}
        }
        answer
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bytes => "bytes",
            Self::Tokens => "tokens",
            Self::Nesting => "nested brackets",
            Self::Depth => "nested selections",
            Self::Selections => "selections",
            Self::Aliases => "aliases",
            Self::Directives => "directives",
        })
    }
}

#[cfg(test)]
mod tests;
