//! Postgres for tests: a throw-away cluster for each test process, a database for each test.
//!
//! The cluster is made of the machine's own binaries on first use. It listens on a Unix socket in its own
//! temporary folder and nowhere else, and syncs nothing to disk. A shell stands guard: it holds a pipe
//! from the test process, and when that process ends, in whatever way, stops the server and removes the folder.
//!
//! `TEST_DATABASE_URL` names a server to use instead; its databases are left behind then.

use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};

use baton::store::{Options, Store};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use url::Url;

static SERVER: LazyLock<Server> = LazyLock::new(Server::start);

/// The URL of a fresh, migrated database.
pub async fn database() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = tokio::task::spawn_blocking(|| &*SERVER).await.expect("Postgres for tests");
    let name = format!("{}_{}", server.template, COUNT.fetch_add(1, Ordering::Relaxed));
    server.run(&format!("CREATE DATABASE {name} TEMPLATE {}{}", server.template, server.strategy)).await;
    server.url(&name)
}

/// Which of `pg_locks` are those of this database's writers: tests share a cluster.
pub const OF_WRITERS: &str =
    "locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// A number that Postgres tells, beside whoever is tested.
pub async fn number(beside: &DatabaseConnection, sql: &str) -> i64 {
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    beside.query_one_raw(statement).await.expect("an answer").expect("a row").try_get_by_index(0).expect("a number")
}

/// A server of a test's own, which the test may stop and start again. Gone with the process.
pub struct Cluster(Server);

impl Cluster {
    /// Never on the server that `TEST_DATABASE_URL` names: others use it.
    pub async fn start() -> Self {
        let start = || {
            let (base, guard) = start_cluster();
            Server::on(&base, guard)
        };
        Self(tokio::task::spawn_blocking(start).await.expect("Postgres for a test"))
    }

    /// The URL of its migrated database.
    pub fn url(&self) -> String {
        self.0.url(&self.0.template)
    }

    /// Ends the server, and with it every connection.
    pub fn stop(&mut self) {
        self.order("stop");
    }

    pub fn start_again(&mut self) {
        self.order("start");
    }

    fn order(&mut self, order: &str) {
        let guard = self.0.guard.as_mut().and_then(|it| it.stdin.as_mut()).expect("a guard");
        writeln!(guard, "{order}").expect("an order");
    }
}

struct Server {
    base: Url,
    /// The name of the migrated database that tests get copies of.
    template: String,
    strategy: &'static str,
    /// Its standard input is the pipe that closes when this process ends.
    guard: Option<Child>,
}

impl Server {
    #[expect(clippy::disallowed_methods, reason = "the environment says which server the tests use")]
    fn start() -> Self {
        let (base, guard) = match env::var("TEST_DATABASE_URL") {
            Ok(url) => (url, None),
            Err(_) => start_cluster(),
        };
        Self::on(&base, guard)
    }

    fn on(base: &str, guard: Option<Child>) -> Self {
        let base = base.parse().expect("TEST_DATABASE_URL is a URL");
        let template = format!("baton_test_{}", std::process::id());
        let server = Self { base, template, strategy: "", guard };
        let make = thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(server.with_template())
        });
        make.join().expect("a template database")
    }

    async fn with_template(mut self) -> Self {
        let admin = Database::connect(self.base.as_str()).await.expect("connect to Postgres");
        let version = sea_orm::Statement::from_string(
            admin.get_database_backend(),
            "SELECT current_setting('server_version_num')::bigint",
        );
        let version = admin.query_one_raw(version).await.expect("version").expect("version");
        // From 15 on, copying files beats replaying their blocks, and a database can sort like people do,
        // which shows where we lean on the order of bytes without saying so.
        let mut language = "";
        if version.try_get_by_index::<i64>(0).expect("version") >= 150_000 {
            self.strategy = " STRATEGY file_copy";
            language = "LOCALE_PROVIDER icu ICU_LOCALE 'en' ENCODING 'UTF8'";
        }
        self.run(&format!("CREATE DATABASE {} TEMPLATE template0 {language}", self.template)).await;
        let store = Store::open(&Options::new(self.url(&self.template))).await.expect("open the template");
        store.migrate().await.expect("migrate the template");
        store.close().await;
        self
    }

    async fn run(&self, sql: &str) {
        let admin = Database::connect(self.base.as_str()).await.expect("connect to Postgres");
        admin.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
        admin.close().await.expect("close");
    }

    fn url(&self, name: &str) -> String {
        let mut url = self.base.clone();
        url.set_path(name);
        url.into()
    }
}

/// Makes a cluster, starts it under guard and gives its URL.
fn start_cluster() -> (String, Option<Child>) {
    let binaries = binaries();
    // Not below $TMPDIR, which may be too long for a socket's path.
    let folder = tempfile::Builder::new().prefix("baton-postgres-").tempdir_in("/tmp").expect("a folder").keep();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o711)).expect("chmod");
    // Who owns what this process makes is who it is.
    let root = fs::metadata(&folder).expect("stat").uid() == 0;
    let user = root.then(unprivileged);
    if let Some((uid, gid)) = user {
        std::os::unix::fs::chown(&folder, Some(uid), Some(gid)).expect("chown");
    }
    let command = |program: &Path| {
        let mut command = Command::new(program);
        command.current_dir(&folder);
        if let Some((uid, gid)) = user {
            command.uid(uid).gid(gid);
        }
        command
    };

    let made = command(&binaries.join("initdb"))
        .args(["--pgdata=data", "--username=postgres", "--auth=trust", "--no-sync", "--no-locale", "--encoding=UTF8"])
        .output()
        .expect("run initdb");
    assert!(made.status.success(), "initdb failed:\n{}", String::from_utf8_lossy(&made.stderr));

    // Its standard input gives the orders; at the end of them all ends.
    const GUARD: &str = r#"
        start() {
            "$0" -D data -k "$1" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
                -c autovacuum=off -c max_connections=400 2>&1 &
        }
        stop() {
            kill -INT $!
            wait $!
        }
        start "$1"
        while read -r order; do
            "$order" "$1"
        done
        stop
        rm -rf "$1"
    "#;
    // In a process group of its own: Ctrl-C must reach the tests and not the guard.
    let mut guard = command(Path::new("/bin/sh"))
        .arg("-c")
        .arg(GUARD)
        .arg(binaries.join("postgres"))
        .arg(&folder)
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("run the guard");

    let mut log = BufReader::new(guard.stdout.take().expect("the server's log")).lines().map_while(Result::ok);
    let before: Vec<String> = log.by_ref().take_while(|line| !line.contains("ready to accept connections")).collect();
    // Nobody reads the rest, but the server must be able to write it; its end is the end of the server.
    thread::spawn(move || log.for_each(drop));
    let base = format!("postgres://postgres@localhost/postgres?host={}", folder.display());
    assert!(folder.join(".s.PGSQL.5432").exists(), "Postgres did not start:\n{}", before.join("\n"));
    (base, Some(guard))
}

/// Where `initdb` and `postgres` are: `PG_BIN`, else the newest of Debian's, else where `pg_config` says.
#[expect(clippy::disallowed_methods, reason = "the environment says which server the tests use")]
fn binaries() -> PathBuf {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|it| it.path());
    let newest = debian.max_by_key(|path| path.file_name().and_then(|it| it.to_str()?.parse::<u32>().ok()));
    let configured = || {
        let output = Command::new("pg_config").arg("--bindir").output().ok()?;
        Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
    };
    env::var_os("PG_BIN")
        .map(PathBuf::from)
        .or(newest.map(|it| it.join("bin")))
        .or_else(configured)
        .filter(|it| it.join("initdb").exists())
        .expect(
            "the tests need Postgres: `apt-get install --yes postgresql`, or set PG_BIN to the folder of initdb, \
             or TEST_DATABASE_URL to a server that may be filled with databases",
        )
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
