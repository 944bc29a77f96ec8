//! How a command ends badly: what went wrong, why, and what to do.

use std::{
    error::Error,
    io::{self, Write},
    process::ExitCode,
};

use crate::{app::StartError, bench::BenchError, config::ConfigError};

pub(super) type Outcome = Result<(), Failure>;

/// An error on its way to standard error.
#[derive(Debug)]
pub(super) struct Failure {
    error: Box<dyn Error>,
    help: Option<String>,
    status: u8,
}

const FAILED: u8 = 1;
const MISUSED: u8 = 2;

impl Failure {
    pub(super) fn runtime(error: io::Error) -> Self {
        Self { error: error.into(), help: Some("raise the limit of threads or files".to_owned()), status: FAILED }
    }

    pub(super) fn misused(message: &str, help: &str) -> Self {
        Self { error: message.into(), help: Some(help.to_owned()), status: MISUSED }
    }

    /// `error: …`, the chain of causes, and `help: …`.
    fn text(&self) -> String {
        let mut text = format!("error: {}", self.error);
        let mut cause = self.error.source();
        while let Some(error) = cause {
            text.push_str(&format!(": {error}"));
            cause = error.source();
        }
        if let Some(help) = &self.help {
            text.push_str(&format!("\nhelp: {help}"));
        }
        text
    }

    pub(super) fn report(&self) -> ExitCode {
        // Nobody is left to tell if this fails.
        let _ = writeln!(io::stderr(), "{}", self.text());
        ExitCode::from(self.status)
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        Self { help: Some(error.help()), error: error.into(), status: FAILED }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self { help: Some(error.help()), error: error.into(), status: MISUSED }
    }
}

impl From<BenchError> for Failure {
    fn from(error: BenchError) -> Self {
        let status = match error {
            BenchError::Url(_) | BenchError::Remote(_) => MISUSED,
            _ => FAILED,
        };
        Self { help: Some(error.help().to_owned()), error: error.into(), status }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self { error: error.into(), help: None, status: FAILED }
    }
}

/// Writes to standard output. Whoever closed the pipe has read enough.
pub(super) fn print(text: &str) -> Outcome {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::KeyError;

    #[test]
    fn a_failure_says_what_why_and_what_to_do() {
        let source = io::ErrorKind::PermissionDenied.into();
        let failure = Failure::from(StartError::from(KeyError::Read { path: "data/jwt-key.pem".into(), source }));
        assert_eq!(
            failure.text(),
            "error: cannot read the signing key data/jwt-key.pem: permission denied\n\
             help: let this user read data/jwt-key.pem, or name another file"
        );
    }
}
