//! Where values come from, and which of them wins.

use std::{
    collections::HashMap,
    ffi::OsString,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use toml::de::{DeTable, DeValue};

use super::{Config, KEYS, Key};

/// The file that is read if it is there and none was named.
const FILE: &str = "baton.toml";

/// What was given on the command line.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// The file to read instead of `baton.toml`; it must be there.
    pub file: Option<PathBuf>,
    /// Texts by the name of their key.
    pub values: HashMap<&'static str, String>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Default,
    File { path: PathBuf, line: usize },
    Variable(&'static str),
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(name) => write!(f, "--{name}"),
        }
    }
}

/// The configuration in force, and the origin of each key in the order of [`KEYS`].
#[derive(Clone, Debug)]
pub struct Loaded {
    pub config: Config,
    pub origins: Vec<Origin>,
}

/// Why there is no configuration. No message repeats a value, which might be a secret.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read {path}")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{path}:{line}: {problem}")]
    Syntax { path: PathBuf, line: usize, problem: String },
    #[error("{path}:{line}: there is no key `{key}`")]
    UnknownKey { path: PathBuf, line: usize, key: String },
    #[error("{origin}: `{key}` does not accept this value")]
    Value { key: &'static str, origin: Origin, expects: &'static str },
}

impl ConfigError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Unreadable { path, .. } => format!("let this user read {}, or leave out --config", path.display()),
            Self::Syntax { .. } => "the file is TOML: one `key = value` a line, texts in quotes".to_owned(),
            Self::UnknownKey { .. } => {
                let names: Vec<_> = KEYS.iter().map(|key| key.name).collect();
                format!("the keys are {}", names.join(", "))
            }
            Self::Value { expects, .. } => format!("expected {expects}"),
        }
    }
}

type Found = HashMap<&'static str, (String, Origin)>;

/// Puts the configuration together. `variables` looks up the environment; an empty variable is none.
///
/// # Errors
///
/// The file cannot be read, or a key or a value is not one.
pub fn load(flags: &Flags, variables: &dyn Fn(&str) -> Option<OsString>) -> Result<Loaded, ConfigError> {
    let mut in_file = read(flags.file.as_deref())?;
    let mut config = Config::default();
    let mut origins = Vec::with_capacity(KEYS.len());
    for key in KEYS {
        let flag = flags.values.get(key.name).map(|text| (text.clone(), Origin::Flag(key.flag)));
        let found = match flag {
            Some(found) => Some(found),
            None => variable(key, variables)?.or_else(|| in_file.remove(key.name)),
        };
        origins.push(match found {
            None => Origin::Default,
            Some((text, origin)) => {
                (key.set)(&mut config, &text).ok_or_else(|| refused(key, origin.clone()))?;
                origin
            }
        });
    }
    Ok(Loaded { config, origins })
}

fn variable(key: &Key, variables: &dyn Fn(&str) -> Option<OsString>) -> Result<Option<(String, Origin)>, ConfigError> {
    let origin = Origin::Variable(key.variable);
    match variables(key.variable).filter(|text| !text.is_empty()).map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some((text, origin))),
        Some(Err(_)) => Err(refused(key, origin)),
    }
}

const fn refused(key: &Key, origin: Origin) -> ConfigError {
    ConfigError::Value { key: key.name, origin, expects: key.expects }
}

fn read(named: Option<&Path>) -> Result<Found, ConfigError> {
    let path = named.unwrap_or(Path::new(FILE));
    match fs::read_to_string(path) {
        Ok(text) => parse(path, &text),
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => Ok(Found::new()),
        Err(source) => Err(ConfigError::Unreadable { path: path.into(), source }),
    }
}

fn parse(path: &Path, text: &str) -> Result<Found, ConfigError> {
    let line_of = |offset: usize| 1 + text.bytes().take(offset).filter(|&byte| byte == b'\n').count();
    let table = DeTable::parse(text).map_err(|error| ConfigError::Syntax {
        path: path.into(),
        line: line_of(error.span().map_or(0, |span| span.start)),
        problem: error.message().to_owned(),
    })?;
    let mut found = Found::new();
    for (name, value) in table.get_ref() {
        let line = line_of(name.span().start);
        let known = KEYS.iter().find(|key| key.name == name.get_ref().as_ref());
        let key = known.ok_or_else(|| ConfigError::UnknownKey {
            path: path.into(),
            line,
            key: name.get_ref().to_string(),
        })?;
        let origin = Origin::File { path: path.into(), line };
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Boolean(truth) => truth.to_string(),
            DeValue::Integer(number) => number.to_string(),
            _ => return Err(refused(key, origin)),
        };
        found.insert(key.name, (text, origin));
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
