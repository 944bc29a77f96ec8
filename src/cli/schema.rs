use clap::Args;

use super::failure::{Outcome, print};
use crate::app;

/// Print the GraphQL schema
#[derive(Debug, Args)]
pub(super) struct Schema;

impl Schema {
    pub(super) fn run(self) -> Outcome {
        print(&app::schema())
    }
}
