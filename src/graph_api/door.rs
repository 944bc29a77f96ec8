//! The way in: counts who comes, reads what was brought, admits the bearer, and answers within its time.

use std::{panic::AssertUnwindSafe, sync::OnceLock};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use futures_util::FutureExt;
use poem::{
    Request, Response,
    http::{HeaderValue, StatusCode, header},
};
use serde_json::Value;

use super::{
    Services,
    address::Address,
    batch,
    bearer::Shown,
    call::{Answer, Call},
    edge,
    error::GraphError,
    input::{self, Params},
    rates::{Rates, Usage},
};
use crate::{
    client::Client,
    http::{Entrance, Origin},
};

/// Bytes of the id by which the log knows a request that was refused.
const TRACE: usize = 17;

pub struct Door {
    services: Services,
    entrance: Entrance,
    rates: Rates,
}

/// Where a request comes from: as it is counted, and as the audit log tells of it.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    origin: Origin,
    client: &'a Client,
}

/// What a call came to, and how much of its page's rates is used.
pub struct Reply {
    pub answer: Answer,
    usage: Option<Usage>,
}

impl Door {
    pub fn new(services: Services, entrance: Entrance) -> Self {
        let rates = Rates::new(entrance.limits.graph);
        Self { services, entrance, rates }
    }

    /// Answers whatever comes; never fails.
    pub async fn answer(&self, mut request: Request) -> Response {
        let Reply { answer, usage } = self.reply(&mut request).await.unwrap_or_else(Reply::from);
        let mut response = match answer {
            Ok(body) => response(StatusCode::OK, &body),
            Err(error) => self.refusal(&error),
        };
        if let Some(usage) = usage {
            let headers = [("x-app-usage", usage.of_app()), ("x-business-use-case-usage", usage.of_page())];
            for (name, value) in headers {
                // JSON of numbers and plain names is a header's text.
                if let Ok(value) = HeaderValue::try_from(value.to_string()) {
                    response.headers_mut().insert(name, value);
                }
            }
        }
        response
    }

    async fn reply(&self, request: &mut Request) -> Result<Reply, GraphError> {
        let origin = self.entrance.count_address(request)?;
        let client = self.entrance.client(request);
        let body = self.entrance.read(request.take_body()).await?;
        let uri = request.uri().clone();
        let mut params = input::read(uri.query().unwrap_or_default(), request.headers(), &body)?;
        let method = params.take("method").unwrap_or_else(|| request.method().to_string()).to_uppercase();
        let address = Address::read(uri.path()).ok_or_else(|| GraphError::unsupported(&method, uri.path()))?;
        let shown = Shown::take(&mut params, request.headers());
        if address.is_root() {
            if method != "POST" || !params.has("batch") {
                return Err(GraphError::unsupported(&method, "/"));
            }
            return self
                .in_time(None, batch::run(self, Source { origin, client: &client }, &params, shown.as_ref()))
                .await;
        }
        let edge = address.edge.clone();
        self.in_time(
            edge.as_deref(),
            self.one(Source { origin, client: &client }, method, address, params, shown.as_ref()),
        )
        .await
    }

    /// One call, alone or in a batch.
    pub async fn one(
        &self,
        from: Source<'_>,
        method: String,
        address: Address,
        params: Params,
        shown: Option<&Shown>,
    ) -> Result<Reply, GraphError> {
        let shown = shown.ok_or_else(GraphError::unauthenticated)?;
        self.entrance.count_token(from.origin, &shown.token)?;
        let bearer = shown.admit(&self.services).await?;
        let call = Call {
            services: &self.services,
            bearer,
            client: from.client,
            method,
            address,
            params,
            token: shown.token.clone(),
            rates: &self.rates,
            usage: OnceLock::new(),
        };
        let answer = edge::answer(&call).await;
        Ok(Reply { answer, usage: call.usage.into_inner() })
    }

    /// Within the time that an operation has; a panic ends the call and nothing else.
    async fn in_time(
        &self,
        edge: Option<&str>,
        reply: impl Future<Output = Result<Reply, GraphError>>,
    ) -> Result<Reply, GraphError> {
        let limit = self.entrance.limits.execution_time;
        match tokio::time::timeout(limit, AssertUnwindSafe(reply).catch_unwind()).await {
            Ok(Ok(reply)) => reply,
            Ok(Err(_)) => {
                // The panic hook has reported it.
                tracing::error!(edge, "a call panicked");
                Err(GraphError::internal())
            }
            Err(_) => {
                tracing::warn!(seconds = limit.as_secs_f32(), edge, "a call ran out of time");
                Err(GraphError::internal())
            }
        }
    }

    /// The body of a refusal, under a new id by which the log knows it.
    pub fn told(&self, error: &GraphError) -> Value {
        let mut bytes = [0; TRACE];
        self.services.entropy.fill(&mut bytes);
        let trace = URL_SAFE_NO_PAD.encode(bytes);
        // Its words may repeat what was sent, which is no log's business.
        tracing::debug!(trace, code = error.code, subcode = error.subcode, "refused");
        error.body(&trace)
    }

    fn refusal(&self, error: &GraphError) -> Response {
        let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = response(status, &self.told(error));
        if let Some(seconds) = error.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

fn response(status: StatusCode, body: &Value) -> Response {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json; charset=UTF-8")
        .header(header::CACHE_CONTROL, "private, no-cache, no-store, must-revalidate")
        .body(body.to_string())
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self { answer, usage: None }
    }
}

impl From<GraphError> for Reply {
    fn from(error: GraphError) -> Self {
        Err(error).into()
    }
}
