use clap::Args;

use super::failure::{Outcome, print};
use crate::config::Loaded;

/// Print the configuration in force, secrets masked, and where each value came from
#[derive(Debug, Args)]
pub(super) struct Config;

impl Config {
    pub(super) fn run(self, loaded: &Loaded) -> Outcome {
        print(&loaded.to_string())
    }
}
