//! Executions of a subscription for single events.

use std::sync::Arc;

use async_graphql::{
    Data, Executor, Name, Request, Response, Value, Variables, indexmap::IndexMap, parser::types::ExecutableDocument,
};
use futures_util::stream::BoxStream;

use super::Completed;
use crate::graphql::subscription::Given;

/// What it takes to execute a subscription again: all that is kept of its request, for as long as somebody listens.
pub struct Again<E> {
    executor: Completed<E>,
    document: Arc<ExecutableDocument>,
    operation: Option<String>,
    /// A list, for a map of one or two would be a kilobyte of places for more.
    variables: Box<[(Name, Value)]>,
    data: Arc<Data>,
}

impl<E: Executor> Again<E> {
    /// Takes over the request's data: see [`data`](Self::data).
    pub fn of(executor: &Completed<E>, request: &mut Request, document: &Arc<ExecutableDocument>) -> Self {
        Self {
            executor: executor.clone(),
            document: document.clone(),
            operation: request.operation_name.clone(),
            variables: request.variables.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
            data: Arc::new(std::mem::take(&mut request.data)),
        }
    }

    /// What the executions have in common, as the data of a session.
    pub fn data(&self) -> Arc<Data> {
        self.data.clone()
    }

    /// The answers to an execution for one event: one, if the event is one that the field has.
    pub fn execute(&self, given: Given) -> BoxStream<'static, Response> {
        let variables: IndexMap<Name, Value> = self.variables.iter().cloned().collect();
        let mut request = Request::new("").variables(Variables::from_value(Value::Object(variables))).data(given);
        request.operation_name.clone_from(&self.operation);
        request.data.insert(self.document.clone());
        self.executor.execute_stream(request, Some(self.data()))
    }
}
