//! A script of the examples as a process of its own.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
};

use crate::{
    packages::{examples, install},
    servers::eventually::{PATIENCE, eventually},
};

pub struct Script {
    pub program: &'static str,
    pub file: &'static str,
    /// Within the examples.
    pub folder: &'static str,
    /// By the Graph API, when it starts; else it is set over GraphQL.
    pub sets_its_webhook: bool,
}

/// A running script. It is killed when this is dropped.
pub struct Bot {
    child: Child,
    said: Lines,
    complained: Lines,
    /// Where it receives webhooks.
    pub url: String,
}

type Lines = Arc<Mutex<Vec<String>>>;

impl Bot {
    /// Starts a script and waits until it listens.
    pub async fn start(script: &Script, environment: &[(&str, &str)]) -> Self {
        install(script.program).await;
        let mut command = Command::new(script.program);
        command.arg(script.file).current_dir(examples().join(script.folder)).envs(environment.iter().copied());
        // It listens on a port of the system's choice, and goes through nobody's proxy.
        command.envs([("PORT", "0"), ("NO_PROXY", "*"), ("no_proxy", "*")]);
        command.envs([("NODE_NO_WARNINGS", "1"), ("PYTHONPATH", "python_modules"), ("PYTHONDONTWRITEBYTECODE", "1")]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("this test needs {}: {error}", script.program));
        let (said, complained) = (follow(child.stdout.take().unwrap()), follow(child.stderr.take().unwrap()));
        let mut bot = Self { child, said, complained, url: String::new() };
        let port = eventually("a bot that listens", PATIENCE, async || {
            let ended = bot.child.try_wait().unwrap();
            assert!(ended.is_none(), "the bot ended: {:?}", bot.complaints());
            bot.says().first().and_then(|it| it.strip_prefix("listening on ").map(str::to_owned))
        });
        bot.url = format!("http://127.0.0.1:{}/webhook", port.await);
        bot
    }

    /// What it has written to standard output, line by line.
    pub fn says(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    /// What it has written to standard error.
    pub fn complaints(&self) -> Vec<String> {
        self.complained.lock().unwrap().clone()
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("the bot said {:#?}\nand complained {:#?}", self.says(), self.complaints());
        }
    }
}

fn follow(output: impl Read + Send + 'static) -> Lines {
    let lines = Lines::default();
    let read = lines.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            read.lock().unwrap().push(line);
        }
    });
    lines
}
