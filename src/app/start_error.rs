//! Why a command did not do its work, and what to do about it.

use std::{io, net::SocketAddr, path::PathBuf};

use crate::{
    auth::{KeyError, SignError},
    directory::Problem,
    http::ManifestError,
    store::StoreError,
};

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Documents(#[from] ManifestError),
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("cannot make the data folder {path}")]
    DataDir {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("cannot use the database {url}")]
    Database {
        /// Without its password.
        url: String,
        #[source]
        source: StoreError,
    },
    #[error("the database lacks {0} migration{plural}", plural = if *.0 == 1 { "" } else { "s" })]
    Behind(usize),
    #[error("the database belongs to a newer version of Baton")]
    Newer,
    #[error("cannot listen on {address}")]
    Listen {
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
    #[error("cannot listen for signals")]
    Signals(#[source] io::Error),
    #[error(transparent)]
    Directory(#[from] Problem),
    #[error("an OpenID provider needs both BATON_OIDC_ISSUER and BATON_OIDC_CLIENT_ID")]
    HalfAnOpenIdProvider,
    #[error("the password could not be hashed")]
    Password,
    #[error(transparent)]
    Sign(#[from] SignError),
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl StartError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Key(error) => error.help(),
            Self::Documents(error) => error.help().to_owned(),
            Self::DataDir { .. } => "give this user the right to write there, or set BATON_DATA_DIR".to_owned(),
            Self::Database { source, .. } => database(source).to_owned(),
            Self::Behind(_) => "run `baton migrate`, or start without --no-migrate".to_owned(),
            Self::Newer => "run the version of Baton that migrated it, or a later one".to_owned(),
            Self::Listen { source, .. } if source.kind() == io::ErrorKind::AddrInUse => {
                "end the program that listens there, or set BATON_LISTEN to another port".to_owned()
            }
            Self::Listen { .. } => "set BATON_LISTEN to an address of this machine and a port above 1023".to_owned(),
            Self::HalfAnOpenIdProvider => "set both, or neither".to_owned(),
            Self::Directory(Problem::Refused(_)) => "give another value".to_owned(),
            Self::Signals(_) | Self::Directory(_) | Self::Password | Self::Sign(_) | Self::Io(_) => {
                "try again; the message above says what the system answered".to_owned()
            }
        }
    }
}

const fn database(error: &StoreError) -> &'static str {
    match error {
        StoreError::Unavailable(_) => {
            "check that the server runs and BATON_DATABASE_URL names it, with a user that may connect; for SQLite, that \
             the file and its folder can be written and no other program locks it"
        }
        StoreError::Full(_) => "make room on the disk",
        StoreError::Newer => "run the version of Baton that migrated it, or a later one",
        _ => "check BATON_DATABASE_URL: sqlite://PATH or postgres://USER@HOST/DATABASE",
    }
}
