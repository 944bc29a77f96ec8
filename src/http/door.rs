//! The way in that all doors share: admit, measure, execute.

use std::{any::Any, panic::AssertUnwindSafe, sync::Arc};

use async_graphql::{Executor, Request, parser::types::OperationType};
use futures_util::{
    FutureExt, StreamExt,
    stream::{self, BoxStream},
};
use tokio_util::sync::CancellationToken;

use super::{
    Denied, Gate, Limits,
    answer::{Answer, Code, coded},
    document::Known,
    exceeded::Exceeded,
    params::Params,
    persisted::Documents,
    rate::{Origin, Rates, TooMany},
};
use crate::client::Client;

/// What every door needs.
pub struct Door<E, G> {
    pub executor: E,
    pub gate: G,
    pub limits: Limits,
    /// What was read and measured before.
    pub known: Known,
    pub documents: Documents,
    pub rates: Arc<Rates>,
    /// Cancelled when the server stops.
    pub stop: CancellationToken,
}

/// A caller who was let in.
#[derive(Clone)]
pub struct Caller<S> {
    session: S,
    is_anonymous: bool,
    origin: Origin,
    client: Client,
}

/// An operation that may run.
pub struct Operation {
    request: Request,
    kind: OperationType,
}

impl Operation {
    pub fn kind(&self) -> OperationType {
        self.kind
    }
}

impl<E: Executor, G: Gate> Door<E, G> {
    /// Lets the bearer of `token` in, or whoever comes without one, from `origin`.
    pub async fn admit(
        &self,
        token: Option<&str>,
        origin: Origin,
        client: Client,
    ) -> Result<Caller<G::Session>, Denied> {
        let session = self.gate.admit(token).await?;
        Ok(Caller { session, is_anonymous: token.is_none(), origin: self.rates.with_token(origin, token), client })
    }

    /// Counts a request of `caller`, whose address has been counted.
    pub fn check_rate(&self, caller: &Caller<G::Session>) -> Result<(), TooMany> {
        self.rates.check_token(caller.origin)
    }

    /// Counts an operation of `caller` on a socket.
    pub fn check_socket_rate(&self, caller: &Caller<G::Session>) -> Result<(), TooMany> {
        self.rates.check_address(caller.origin)?;
        self.rates.check_token(caller.origin)
    }

    /// Reads the document and ties it to its caller. An error is the answer to give.
    pub fn prepare(&self, mut params: Params, caller: Caller<G::Session>) -> Result<Operation, Box<Answer>> {
        let introduced = self.documents.resolve(&mut params).map_err(|error| Box::new(Answer::refused(error)))?;
        let document = self
            .known
            .read(&params.query, params.operation_name.as_deref(), &params.variables)
            .map_err(|error| Box::new(Answer::refused(error)))?;
        if let Some(introduced) = introduced {
            self.documents.keep(introduced, &params.query);
        }
        if document.introspects() && caller.is_anonymous && !self.limits.anonymous_introspection {
            return Err(Box::new(Answer::refused(coded("Reading the schema needs a token.", Code::Unauthenticated))));
        }
        let kind = document.kind();
        let mut request = params.into_request().data(caller.session).data(caller.client);
        document.attach(&mut request);
        Ok(Operation { request, kind })
    }

    /// Runs a query or mutation within its time.
    pub async fn execute(&self, operation: Operation) -> Answer {
        let execution = AssertUnwindSafe(self.executor.execute(operation.request)).catch_unwind();
        match tokio::time::timeout(self.limits.execution_time, execution).await {
            Ok(Ok(response)) => response.into(),
            Ok(Err(panic)) => panicked(&*panic),
            Err(_) => {
                let seconds = self.limits.execution_time.as_secs_f32();
                tracing::warn!(seconds, "an operation ran out of time");
                let message = format!("The operation took longer than {seconds} s and was given up.");
                let exceeded = Exceeded::time("execution seconds", self.limits.execution_time);
                Answer::failed(exceeded.error(message, Code::Internal))
            }
        }
    }

    /// Runs any operation: the events of a subscription, or the one answer of a query or mutation.
    pub fn stream(self: Arc<Self>, operation: Operation) -> BoxStream<'static, Answer> {
        if operation.kind != OperationType::Subscription {
            return stream::once(async move { self.execute(operation).await }).boxed();
        }
        AssertUnwindSafe(self.executor.execute_stream(operation.request, None))
            .catch_unwind()
            .map(|event| event.map_or_else(|panic| panicked(&*panic), Answer::from))
            .boxed()
    }
}

/// The panic itself was reported by the panic hook; this says where it ended.
fn panicked(panic: &(dyn Any + Send)) -> Answer {
    let message = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("of unknown kind");
    tracing::error!(panic = message, "an operation panicked");
    Answer::failed(coded("The server failed to answer this.", Code::Internal))
}
