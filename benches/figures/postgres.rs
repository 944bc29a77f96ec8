//! A throw-away Postgres that syncs to its disk as it does by default.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A cluster on a Unix socket in a folder of its own; gone when it is dropped.
pub struct Postgres {
    child: Child,
    folder: tempfile::TempDir,
    binaries: PathBuf,
}

impl Postgres {
    /// `None` where Postgres is not installed.
    pub fn start() -> Option<Self> {
        let Some(binaries) = binaries() else {
            println!("note: no Postgres (PG_BIN names the folder of initdb): nothing is measured on it");
            return None;
        };
        // Not below the target folder, which an unprivileged user may not reach, and whose path may be too long for a socket.
        let folder = tempfile::Builder::new().prefix("figures-").tempdir_in("/tmp").expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711)).expect("chmod");
        let is_root = fs::metadata(folder.path()).expect("stat").uid() == 0;
        let user = is_root.then(unprivileged);
        if let Some((uid, gid)) = user {
            chown(folder.path(), Some(uid), Some(gid)).expect("chown");
        }
        let command = |program: &str| {
            let mut command = Command::new(binaries.join(program));
            command.current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            if let Some((uid, gid)) = user {
                command.uid(uid).gid(gid);
            }
            command
        };
        let mut initdb = command("initdb");
        initdb.args(["--pgdata=data", "--username=postgres", "--auth=trust", "--no-locale", "--encoding=UTF8"]);
        assert!(initdb.status().expect("run initdb").success(), "initdb failed");
        let mut postgres = command("postgres");
        postgres.args([
            "-D",
            "data",
            "-c",
            "listen_addresses=",
            "-c",
            "max_connections=300",
            "-c",
            "shared_buffers=512MB",
        ]);
        postgres.arg("-k").arg(folder.path());
        let child = postgres.spawn().expect("run postgres");
        let server = Self { child, folder, binaries };
        let begin = Instant::now();
        while !server.command("pg_isready").status().is_ok_and(|it| it.success()) {
            assert!(begin.elapsed() < Duration::from_secs(30), "Postgres did not start");
            thread::sleep(Duration::from_millis(20));
        }
        Some(server)
    }

    /// The URL of a new database.
    pub fn database(&self, name: &str) -> String {
        let made = self.command("createdb").arg(name).status();
        assert!(made.is_ok_and(|it| it.success()), "createdb failed");
        format!("postgres://postgres@localhost/{name}?host={}", self.folder.path().display())
    }

    /// What `pgbench` gets out of one statement that compares, sets and logs: changes a second.
    pub fn compare_and_set(&self, database: &str, clients: u32, seconds: u32) -> f64 {
        let script = self.folder.path().join("compare_and_set.sql");
        let statement = "\\set id random(1, 10000)
            WITH changed AS (
                UPDATE cas SET epoch = epoch + 1, owner = 3 - owner WHERE id = :id AND owner IN (1, 2) RETURNING id, epoch
            ) INSERT INTO cas_log (id, epoch) SELECT id, epoch FROM changed;";
        fs::write(&script, statement).expect("written");
        let mut pgbench = self.command("pgbench");
        pgbench.args(["-n", "-M", "prepared", "-c", &clients.to_string(), "-T", &seconds.to_string(), "-f"]);
        let output = pgbench.arg(&script).arg(database).stdout(Stdio::piped()).output().expect("run pgbench");
        assert!(output.status.success(), "pgbench: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout);
        let rate = text.lines().find_map(|it| it.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        // It says nothing of a rate where nothing was done.
        rate.unwrap_or_default()
    }

    /// A program of Postgres that connects to it.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.binaries.join(program));
        command.env("PGHOST", self.folder.path()).env("PGUSER", "postgres");
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // It stops at once on SIGINT, and takes what it started with it.
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

/// `PG_BIN`, else the newest of Debian's.
fn binaries() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|it| it.path());
    let newest = debian.max_by_key(|path| path.file_name().and_then(|it| it.to_str()?.parse::<u32>().ok()));
    let named = std::env::var_os("PG_BIN").map(PathBuf::from);
    named.or(newest.map(|it| it.join("bin"))).filter(|it: &PathBuf| Path::new(it).join("initdb").exists())
}

/// Postgres refuses to run as root, so root becomes `postgres`, or else `nobody`.
fn unprivileged() -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").expect("/etc/passwd");
    let find = |name: &str| {
        let fields: Vec<&str> = users.lines().map(|it| it.split(':').collect()).find(|it: &Vec<_>| it[0] == name)?;
        Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
    };
    find("postgres").or_else(|| find("nobody")).expect("a user `postgres` or `nobody`")
}
