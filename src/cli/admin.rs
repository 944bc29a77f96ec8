use std::io::{IsTerminal, Read, stdin};

use clap::{Args, Subcommand, value_parser};

use super::{
    block_on,
    failure::{Failure, Outcome, print},
};
use crate::{
    app,
    auth::password::{LONGEST, SHORTEST},
    config::Config,
    time::Seconds,
};

/// Administrators and their access tokens
#[derive(Debug, Subcommand)]
pub(super) enum Admin {
    Create(Create),
    Token(Token),
}

/// Make an administrator; the password comes from standard input or a prompt
#[derive(Debug, Args)]
pub(super) struct Create {
    #[arg(long)]
    email: String,
    #[arg(long)]
    name: String,
}

/// Print an administrator's access token and nothing else; works beside a running server
///
/// Makes the first administrator if there is none.
#[derive(Debug, Args)]
pub(super) struct Token {
    /// How long the token is good [default: for ever]
    #[arg(long, value_name = "SECONDS", value_parser = value_parser!(i64).range(1..=MOST_SECONDS))]
    expires_in: Option<i64>,
}

/// A hundred years.
const MOST_SECONDS: i64 = Seconds::days(36_500).0;

impl Admin {
    pub(super) fn run(self, config: Config) -> Outcome {
        match self {
            Self::Create(Create { email, name }) => {
                let password = checked(password()?)?;
                block_on(app::runtime(&config), app::admin_create(config, email, name, password))
            }
            Self::Token(Token { expires_in }) => {
                let token = block_on(app::runtime(&config), app::admin_token(config, expires_in.map(Seconds)))?;
                print(&format!("{token}\n"))
            }
        }
    }
}

fn password() -> Result<String, Failure> {
    if stdin().is_terminal() {
        let first = rpassword::prompt_password("Password: ")?;
        if rpassword::prompt_password("Again: ")? != first {
            return Err(Failure::misused("the two passwords differ", "try again"));
        }
        return Ok(first);
    }
    let mut text = String::new();
    stdin().take(LONGEST as u64 + 3).read_to_string(&mut text)?;
    Ok(text.strip_suffix('\n').map_or(text.as_str(), |it| it.strip_suffix('\r').unwrap_or(it)).to_owned())
}

fn checked(password: String) -> Result<String, Failure> {
    if password.chars().count() < SHORTEST {
        return Err(Failure::misused("the password is too short", "give at least 8 characters"));
    }
    if password.len() > LONGEST {
        return Err(Failure::misused("the password is too long", "give at most 1,024 bytes"));
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_have_8_characters_to_1024_bytes() {
        for (password, fine) in [(7, false), (8, true), (1_024, true), (1_025, false)] {
            assert_eq!(checked("x".repeat(password)).is_ok(), fine, "{password}");
        }
        assert!(checked("ä".repeat(8)).is_ok());
    }
}
