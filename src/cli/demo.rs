use clap::Args;

use super::{
    block_on,
    failure::{Outcome, print},
};
use crate::{
    app,
    config::Config,
    entropy::{Ids, SystemEntropy},
};

/// Show what Baton does: two pages, three apps that talk and customers that write, on a fresh data folder
///
/// Prints the address and a sign-in. The data is gone when it ends.
#[derive(Debug, Args)]
pub(super) struct Demo {}

impl Demo {
    pub(super) fn run(self, config: Config) -> Outcome {
        let password = Ids::new(SystemEntropy).code().to_lowercase();
        block_on(
            // Its database is one of its own, whatever is configured.
            app::runtime(&Config::default()),
            app::demo(config, password, |it| {
                let (address, email, password) = (it.address, it.email, it.password);
                // Whether anybody reads this is no reason to stop.
                let _ = print(&format!("\n  Open      {address}\n  Sign in   {email}\n  Password  {password}\n\n"));
            }),
        )
    }
}
