//! The flags of the configuration, made from its table of keys.

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches, value_parser};

use crate::config::{Flags, KEYS, Key};

const HEADING: &str = "Configuration";

#[derive(Debug, Default)]
pub(super) struct ConfigFlags(Flags);

impl ConfigFlags {
    pub(super) fn into_inner(self) -> Flags {
        self.0
    }
}

fn flag(key: &'static Key) -> Arg {
    let flag = Arg::new(key.name)
        .long(key.flag)
        .value_name("VALUE")
        .help(format!("{}: {} [variable: {}] [default: {}]", key.about, key.expects, key.variable, key.default))
        .help_heading(HEADING)
        .global(true);
    if key.expects == "true or false" {
        flag.num_args(0..=1).require_equals(true).default_missing_value("true")
    } else {
        flag
    }
}

impl Args for ConfigFlags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new("config_file")
            .long("config")
            .value_name("FILE")
            .help("Read this file instead of baton.toml")
            .help_heading(HEADING)
            .value_parser(value_parser!(std::path::PathBuf))
            .global(true);
        command.arg(file).args(KEYS.iter().map(flag))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ConfigFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.file = matches.get_one("config_file").cloned();
        for key in KEYS {
            if let Some(text) = matches.get_one::<String>(key.name) {
                self.0.values.insert(key.name, text.clone());
            }
        }
        Ok(())
    }
}
