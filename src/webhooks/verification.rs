//! The handshake by which an endpoint shows that it wants an app's events: it sends a challenge back.

use url::Url;

use super::{client::Client, target::BadTarget};

/// Why an address is none for an app's webhook.
#[derive(Debug, thiserror::Error)]
pub enum NotVerified {
    #[error(transparent)]
    Target(#[from] BadTarget),
    #[error("the endpoint could not be asked: {0}")]
    NoAnswer(String),
    #[error(
        "the endpoint answered the challenge with status {status} and {body:?}; it must answer 200 and the text of `hub.challenge`"
    )]
    WrongAnswer { status: u16, body: String },
}

/// Asks the endpoint to send the challenge back, as Meta does.
///
/// # Errors
///
/// The address is none for webhooks, or whoever is there does not know what it is asked.
pub async fn verify(client: &Client, url: &str, token: Option<&str>, challenge: &str) -> Result<Url, NotVerified> {
    let url = client.policy().parse(url)?;
    let mut asked = url.clone();
    asked.query_pairs_mut().append_pair("hub.mode", "subscribe");
    if let Some(token) = token {
        asked.query_pairs_mut().append_pair("hub.verify_token", token);
    }
    asked.query_pairs_mut().append_pair("hub.challenge", challenge);
    let answer = client.get(asked.as_str()).await.result.map_err(|error| NotVerified::NoAnswer(error.to_string()))?;
    if answer.status == 200 && answer.body.trim() == challenge {
        return Ok(url);
    }
    let body = answer.body.chars().take(200).collect();
    Err(NotVerified::WrongAnswer { status: answer.status, body })
}
