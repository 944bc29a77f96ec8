//! An address that may hold a password.

use std::fmt;

use url::Url;

const MASK: &str = "***";

/// A URL whose secrets show only to who asks with [`reveal`](Self::reveal): neither `{}` nor `{:?}` prints them.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// `None` unless the text begins with one of the schemes, each written with its colon.
    pub fn parse(text: &str, schemes: &[&str]) -> Option<Self> {
        schemes.iter().any(|scheme| text.starts_with(scheme)).then(|| Self(text.to_owned()))
    }

    /// Of an address that this program made.
    pub(super) const fn known(text: String) -> Self {
        Self(text)
    }

    /// The whole address, password and all: for whoever opens the connection.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.contains(['@', '?']) {
            return f.write_str(&self.0);
        }
        // What cannot be read cannot be masked in part.
        let Ok(mut url) = Url::parse(&self.0) else { return f.write_str(MASK) };
        // Of an address without a host there is no password to replace, and that is fine.
        if url.password().is_some() && url.set_password(Some(MASK)).is_err() {
            return f.write_str(MASK);
        }
        let is_secret = |name: &str| ["password", "secret", "token"].iter().any(|word| name.contains(word));
        if url.query_pairs().any(|(name, _)| is_secret(&name)) {
            let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
            url.query_pairs_mut().clear().extend_pairs(
                pairs.iter().map(|(name, value)| (name, if is_secret(name) { MASK } else { value.as_str() })),
            );
        }
        f.write_str(url.as_str())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let address = Address::parse(text, &["postgres:", "sqlite:"]).unwrap();
        assert_eq!(address.reveal(), text);
        assert_eq!(format!("{address:?}"), address.to_string());
        address.to_string()
    }

    #[test]
    fn secrets_do_not_show() {
        assert_eq!(shown("postgres://baton:hunter2@db/baton"), "postgres://baton:***@db/baton");
        assert_eq!(shown("postgres://db/baton?user=a&password=hunter2"), "postgres://db/baton?user=a&password=***");
        assert_eq!(shown("postgres://baton:hunter2@not a host/x"), "***");
    }

    #[test]
    fn the_rest_shows_as_it_was_written() {
        for text in
            ["postgres://baton@db/baton", "sqlite://./data/baton.db?mode=rwc", "sqlite::memory:", "sqlite:///a b.db"]
        {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn other_schemes_are_refused() {
        assert_eq!(Address::parse("mysql://db/baton", &["postgres:", "sqlite:"]), None);
    }
}
