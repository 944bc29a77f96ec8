use clap::{Args, Command};
use clap_complete::Shell;

use super::failure::{Outcome, print};

/// Print a shell's completions
///
/// For bash: `source <(baton completions bash)`
#[derive(Debug, Args)]
pub(super) struct Completions {
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, mut command: Command) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "baton", &mut script);
        print(&String::from_utf8_lossy(&script))
    }
}
