//! The command line: one file per command.

mod admin;
mod bench;
mod completions;
mod config;
mod demo;
mod failure;
mod flags;
mod migrate;
mod schema;
mod serve;

use std::{ffi::OsString, process::ExitCode};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use tokio::runtime::Builder;

use self::{
    failure::{Failure, Outcome},
    flags::ConfigFlags,
};
use crate::{app, config::Loaded, telemetry};

const AFTER_HELP: &str = "\
Begin with `baton serve`. Each flag under \"Configuration\" is also a variable and a key of baton.toml; flags win over
variables, variables over the file. `baton config` shows the values in force and where each came from.

Exit status: 0 done, 1 failed, 2 called or configured wrongly.";

/// Decides which app speaks in a conversation between a business and a customer
#[derive(Debug, Parser)]
#[command(name = "baton", version, after_help = AFTER_HELP, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    config: ConfigFlags,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Demo(demo::Demo),
    Migrate(migrate::Migrate),
    #[command(subcommand)]
    Admin(admin::Admin),
    Schema(schema::Schema),
    Config(config::Config),
    Bench(bench::Bench),
    Completions(completions::Completions),
}

/// The whole program: reads the command line, runs the command, and reports.
pub fn main() -> ExitCode {
    let outcome = match parse(std::env::args_os()) {
        Ok(cli) => run(cli),
        Err(error) => {
            // Help and versions are such "errors" too, and go to standard output. A closed pipe is no concern of ours.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&Cli::command().try_get_matches_from(words)?)
}

fn run(cli: Cli) -> Outcome {
    match cli.command {
        Command::Schema(command) => command.run(),
        Command::Completions(command) => command.run(Cli::command()),
        Command::Bench(command) => command.run(),
        Command::Config(command) => command.run(&load(cli.config)?),
        Command::Serve(command) => command.run(start(cli.config)?),
        Command::Demo(command) => command.run(start(cli.config)?),
        Command::Migrate(command) => command.run(start(cli.config)?),
        Command::Admin(command) => command.run(start(cli.config)?),
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn load(flags: ConfigFlags) -> Result<Loaded, Failure> {
    Ok(crate::config::load(&flags.into_inner(), &|name| std::env::var_os(name))?)
}

/// The configuration for a command that works with the database, which logs.
fn start(flags: ConfigFlags) -> Result<crate::config::Config, Failure> {
    let config = load(flags)?.config;
    telemetry::init(&config.telemetry);
    Ok(config)
}

/// Runs a command that waits for things.
fn block_on<T>(mut runtime: Builder, work: impl Future<Output = Result<T, app::StartError>>) -> Result<T, Failure> {
    Ok(runtime.build().map_err(Failure::runtime)?.block_on(work)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &str) -> Result<Cli, clap::Error> {
        parse(words.split(' ').map(OsString::from))
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn flags_may_stand_before_and_after_the_command() {
        for words in
            ["baton --listen 1.2.3.4:5 config", "baton config --listen 1.2.3.4:5", "baton config --listen=1.2.3.4:5"]
        {
            let flags = parsed(words).unwrap().config.into_inner();
            assert_eq!(flags.values.get("listen").map(String::as_str), Some("1.2.3.4:5"), "{words}");
        }
    }

    #[test]
    fn a_switch_may_stand_without_its_value() {
        for (words, value) in
            [("baton serve --webhook-allow-private", "true"), ("baton serve --webhook-allow-private=false", "false")]
        {
            let flags = parsed(words).unwrap().config.into_inner();
            assert_eq!(flags.values.get("webhook_allow_private").map(String::as_str), Some(value), "{words}");
        }
    }

    #[test]
    fn calls_that_are_wrong_exit_with_two() {
        for words in
            ["baton", "baton sing", "baton serve --loud", "baton admin create", "baton admin token --expires-in 0"]
        {
            assert_eq!(parsed(words).unwrap_err().exit_code(), 2, "{words}");
        }
    }

    #[test]
    fn the_help_of_serve_names_every_key() {
        let help = parsed("baton serve --help").unwrap_err().to_string();
        for key in crate::config::KEYS {
            assert!(
                help.contains(&format!("--{}", key.flag)) && help.contains(key.variable),
                "{} is missing",
                key.name
            );
        }
    }
}
