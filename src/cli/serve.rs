use clap::Args;

use super::{block_on, failure::Outcome};
use crate::{
    app::{self, Migrate},
    config::Config,
};

/// Serve everything, on a database that is brought up to date first
///
/// Stops by SIGTERM or SIGINT: finishes what runs, at most 15 seconds. A second signal stops at once.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Refuse to start when the database is not up to date
    #[arg(long)]
    no_migrate: bool,
}

impl Serve {
    pub(super) fn run(self, config: Config) -> Outcome {
        let migrate = if self.no_migrate { Migrate::Refuse } else { Migrate::First };
        block_on(app::runtime(&config), app::serve(config, migrate))
    }
}
