use std::{io, time::Duration};

use thiserror::Error;
use tokio_tungstenite::tungstenite;

/// Why nothing could be measured.
#[derive(Debug, Error)]
pub enum BenchError {
    #[error("{0:?} is no address of a server")]
    Url(String),
    #[error("{0} is not this machine")]
    Remote(String),
    #[error("cannot reach {0}")]
    Connect(String, #[source] io::Error),
    #[error("a connection broke")]
    Io(#[from] io::Error),
    #[error("a WebSocket failed")]
    Socket(#[from] Box<tungstenite::Error>),
    #[error("the token was refused")]
    Token,
    #[error("the server limits the rate of its callers")]
    Limited,
    #[error("the server was to answer {expected}, and answered {answer}")]
    Answer { expected: &'static str, answer: String },
    #[error("a subscriber was to hear {expected}, and heard {heard}")]
    Heard { expected: String, heard: String },
    #[error("there was no end to it {0:?} after the time was up")]
    TimeOut(Duration),
    #[error("cannot read what process {0} uses")]
    Process(u32, #[source] io::Error),
}

impl BenchError {
    /// What to do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Url(_) => "expected http://HOST:PORT; the benchmark does not speak TLS",
            Self::Remote(_) => "a benchmark is an attack on whoever did not ask for it; if you may, add --allow-remote",
            Self::Connect(..) => "start a server with `baton serve`, or name another with --url",
            Self::Io(_) | Self::Socket(_) => {
                "look into the server's log; if files ran out, raise their limit (ulimit -n) for both sides"
            }
            Self::Token => "an administrator's token is needed: export BATON_TOKEN=$(baton admin token)",
            Self::Limited => "raise the server's limits for the time of the measurement",
            Self::Answer { .. } | Self::Heard { .. } => "this is no speed but a fault: please report it",
            Self::TimeOut(_) => "look into the server's log; measure with fewer callers or subscribers",
            Self::Process(..) => "name the server's process on this Linux machine, or leave --pid out",
        }
    }
}

impl From<tungstenite::Error> for BenchError {
    fn from(error: tungstenite::Error) -> Self {
        Self::Socket(Box::new(error))
    }
}

/// The beginning of an answer, for a message.
pub fn excerpt(bytes: &[u8]) -> String {
    const LONGEST: usize = 300;
    let text = String::from_utf8_lossy(bytes);
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(place, _)| place);
    text[..end].to_owned()
}
