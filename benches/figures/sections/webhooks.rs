//! Webhooks, as `benches/webhooks.rs` measures them: in a process of its own, which goes where it likes.

use std::process::Command;

use crate::sections::Bench;

pub fn measure(bench: &mut Bench) -> Option<String> {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.arg("webhooks");
    if bench.quick {
        command.env("BENCH_QUICK", "1");
    }
    let output = command.output().expect("run this program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    bench.keep_number("webhooks", &text, "text", &[]);
    Some(text)
}
