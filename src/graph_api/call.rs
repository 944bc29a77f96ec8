//! One call, and what edges find at hand to answer it.

use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};

use super::{
    Services,
    address::Address,
    bearer::Bearer,
    error::GraphError,
    input::{Params, text_of},
    rates::{Rates, Usage},
};
use crate::{
    auth::{Session, Sight},
    client::Client,
    directory::{Editor, PageView},
    engine::{EngineError, Outcome},
    id::{CustomerId, ThreadId},
    protocol::{Caller, Command, Participant, Target},
    store::ThreadRecord,
};

/// A body, or why there is none.
pub type Answer = Result<Value, GraphError>;

/// What is asked, by whom.
pub struct Call<'a> {
    pub services: &'a Services,
    pub bearer: Bearer,
    /// Where it comes from.
    pub client: &'a Client,
    /// In capitals.
    pub method: String,
    pub address: Address,
    pub params: Params,
    /// As it was shown.
    pub token: String,
    pub rates: &'a Rates,
    /// How much of the page's rates is used, once that is known.
    pub usage: OnceLock<Usage>,
}

/// A call about a page that the caller sees.
pub struct OnPage<'a> {
    pub call: &'a Call<'a>,
    pub services: &'a Services,
    pub session: &'a Session,
    pub page: Arc<PageView>,
    pub params: &'a Params,
}

impl Call<'_> {
    /// Nothing is here, or nothing that takes this method.
    pub fn unsupported(&self) -> GraphError {
        GraphError::unsupported(&self.method, &self.address.node)
    }

    /// The directory, in the hands of whoever calls.
    pub fn editor(&self) -> Editor {
        self.services.directory.by(self.bearer.author(self.client))
    }

    /// Notes how much of the page's rates is used; a call is about one page.
    pub fn note(&self, usage: Usage) {
        let _ = self.usage.set(usage);
    }
}

impl OnPage<'_> {
    pub fn sight(&self) -> Sight<'_> {
        Sight { directory: &self.services.directory, session: self.session }
    }

    /// Whom the protocol takes the caller for.
    pub async fn caller(&self) -> Result<Caller, GraphError> {
        Ok(self.sight().caller(&self.page).await?)
    }

    /// The customer that the parameter `recipient` names: an id, or an object that has one.
    pub fn recipient(&self) -> Result<CustomerId, GraphError> {
        let recipient = self.params.structured("recipient")?.ok_or_else(|| GraphError::missing("recipient"))?;
        let id = match &recipient {
            Value::Object(fields) => match fields.get("id") {
                Some(id) => text_of(id),
                None => {
                    let other = fields.keys().next().map_or("An empty recipient", String::as_str);
                    return Err(GraphError::not_offered(format!("{other}: a recipient without an id")));
                }
            },
            value => text_of(value),
        };
        customer(id.as_deref())
    }

    /// The thread of a customer on the page.
    pub async fn thread_of(&self, customer: &CustomerId) -> Result<ThreadRecord, GraphError> {
        let found = self.services.engine.thread_of(self.page.record.id, customer).await?;
        Ok(found.ok_or(EngineError::NotFound("the thread"))?)
    }

    /// The thread of the customer that `recipient` names.
    pub async fn thread(&self) -> Result<ThreadRecord, GraphError> {
        self.thread_of(&self.recipient()?).await
    }

    /// Carries out a command on a thread of the page.
    pub async fn command(&self, thread: ThreadId, command: Command) -> Result<Outcome, EngineError> {
        let actor = self.session.actor(self.call.client).ok_or(EngineError::NotFound("the thread"))?;
        self.services.engine.command(self.page.record.id, thread, actor, command, None).await
    }

    /// Carries out one verb of thread control on the thread of the recipient.
    pub async fn control(&self, command: Command) -> Answer {
        let thread = self.thread().await?;
        self.command(thread.id, command).await?;
        Ok(success())
    }

    /// The participant whose app id this parameter is; `None` if no participant can have it.
    pub fn target(&self, id: &str) -> Target {
        id.parse().ok().and_then(|id| self.page.rules.participant(id))
    }

    /// To whom control goes when nobody is named: the primary receiver, for everybody but itself.
    pub fn default_target(&self) -> Target {
        let own = self.session.app().map(|it| it.app);
        self.page.rules.primary_receiver.filter(|it| Some(*it) != own).map(Participant::App)
    }

    /// The id that a participant has on the wire.
    pub fn participant_id(&self, participant: Participant) -> String {
        match participant {
            Participant::App(app) => app.to_string(),
            Participant::Inbox => self.page.record.platform.inbox_id().to_string(),
        }
    }
}

/// A customer's id, as the caller writes it.
pub fn customer(id: Option<&str>) -> Result<CustomerId, GraphError> {
    id.and_then(|it| it.parse().ok())
        .ok_or_else(|| GraphError::invalid("Param recipient[id] must be a valid ID string (e.g., \"123\")"))
}

/// The body of most things done.
pub fn success() -> Value {
    json!({"success": true})
}
