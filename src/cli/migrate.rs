use clap::Args;

use super::{block_on, failure::Outcome};
use crate::{app, config::Config};

/// Bring the database up to date, and end
#[derive(Debug, Args)]
pub(super) struct Migrate;

impl Migrate {
    pub(super) fn run(self, config: Config) -> Outcome {
        let steps = block_on(app::runtime(&config), app::migrate(config))?;
        tracing::info!(steps, "the database is up to date");
        Ok(())
    }
}
