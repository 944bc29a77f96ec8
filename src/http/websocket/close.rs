//! Why a socket is closed: the codes of graphql-transport-ws, and those of RFC 6455 where it has none.

use std::borrow::Cow;

use tokio_tungstenite::tungstenite::{
    Utf8Bytes,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use crate::http::Denied;

/// Bytes of a reason that fit into a close frame.
const REASON_BYTES: usize = 123;

/// A reason to close the socket.
#[derive(Debug, PartialEq, Eq)]
pub enum Close {
    /// The server stops.
    Stopping,
    /// The gate cannot tell now who the caller is.
    TryAgainLater(String),
    /// In bytes.
    MessageTooBig {
        asked: usize,
        most: usize,
    },
    InvalidMessage(&'static str),
    /// An operation before the connection was acknowledged.
    Unauthorized,
    /// The token is no good.
    Forbidden(String),
    /// The client did not offer graphql-transport-ws.
    SubprotocolNotAcceptable,
    InitializationTimeout,
    DuplicateOperation(String),
    TooManyInitializations,
}

impl Close {
    fn code(&self) -> u16 {
        match self {
            Self::Stopping => 1001,
            Self::MessageTooBig { .. } => 1009,
            Self::TryAgainLater(_) => 1013,
            Self::InvalidMessage(_) => 4400,
            Self::Unauthorized => 4401,
            Self::Forbidden(_) => 4403,
            Self::SubprotocolNotAcceptable => 4406,
            Self::InitializationTimeout => 4408,
            Self::DuplicateOperation(_) => 4409,
            Self::TooManyInitializations => 4429,
        }
    }

    fn reason(&self) -> Cow<'_, str> {
        match self {
            Self::Stopping => "The server stops".into(),
            Self::MessageTooBig { asked, most } => {
                format!("The message has {asked} bytes; at most {most} are allowed").into()
            }
            Self::TryAgainLater(why) | Self::Forbidden(why) => why.into(),
            Self::InvalidMessage(why) => (*why).into(),
            Self::Unauthorized => "Unauthorized".into(),
            Self::SubprotocolNotAcceptable => "Subprotocol not acceptable".into(),
            Self::InitializationTimeout => "Connection initialisation timeout".into(),
            Self::DuplicateOperation(id) => format!("Subscriber for {id} already exists").into(),
            Self::TooManyInitializations => "Too many initialisation requests".into(),
        }
    }

    pub fn frame(&self) -> CloseFrame {
        let reason = self.reason();
        let reason = &reason[..reason.floor_char_boundary(REASON_BYTES)];
        CloseFrame { code: CloseCode::from(self.code()), reason: Utf8Bytes::from(reason) }
    }
}

impl From<Denied> for Close {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Unauthenticated(why) => Self::Forbidden(why),
            Denied::Unavailable(why) => Self::TryAgainLater(why),
        }
    }
}
