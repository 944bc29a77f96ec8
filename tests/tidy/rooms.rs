//! Who may lean on whom. When the code shows a better plan, the architecture page and this table change first.

/// Each module of the crate, and what of the crate it may use. `*` is everything; `store::Shape` is what the store
/// hands out (records, positions, slices), and neither its queries nor its connections.
pub const ROOMS: &[(&str, &[&str])] = &[
    // Values: whoever needs a name or a moment.
    ("id", &[]),
    ("time", &[]),
    ("client", &[]),
    ("clock", &["time"]),
    ("entropy", &["id", "time"]),
    // Rules: no clock, no I/O, no async.
    ("protocol", &["id", "time"]),
    ("refusals", &["protocol"]),
    // What is kept, and what follows from it.
    ("store", &["protocol", "client", "id", "time", "clock"]),
    ("feed", &["protocol", "store", "id", "time", "clock"]),
    ("directory", &["protocol", "store", "feed", "clock", "entropy", "id", "time"]),
    ("inbox", &["store", "clock", "id", "time"]),
    ("engine", &["protocol", "client", "store", "feed", "directory", "clock", "entropy", "id", "time"]),
    ("auth", &["protocol", "client", "store::Shape", "directory", "engine::Actor", "clock", "entropy", "id", "time"]),
    ("webhooks", &["protocol", "store", "feed", "directory", "clock", "entropy", "id", "time"]),
    // The process.
    ("config", &[]),
    ("telemetry", &["config", "clock", "time"]),
    ("lifecycle", &[]),
    // The ways in.
    (
        "graphql",
        &[
            "engine",
            "directory",
            "inbox",
            "auth",
            "feed",
            "webhooks",
            "protocol",
            "client",
            "refusals",
            "store::Shape",
            "clock",
            "id",
            "time",
        ],
    ),
    ("portal", &["auth", "directory", "client", "id", "time"]),
    ("http", &["graphql", "auth", "client", "config", "telemetry", "lifecycle", "clock", "id", "time"]),
    (
        "graph_api",
        &[
            "http",
            "engine",
            "directory",
            "auth",
            "webhooks",
            "protocol",
            "client",
            "refusals",
            "store::Shape",
            "clock",
            "entropy",
            "id",
            "time",
        ],
    ),
    // Clients of a running server, which know it by its public API alone.
    ("bench", &["clock", "time"]),
    ("demo", &["clock", "entropy", "time"]),
    // What wires and starts them.
    ("app", &["*"]),
    ("cli", &["*"]),
    // What the fuzz targets reach; compiled for them and for tests alone.
    ("fuzz", &["http", "graphql", "graph_api", "id"]),
    // The roots of the library and of the program.
    ("lib", &["*"]),
    ("main", &["*"]),
];

/// The types of the store that reach the database.
pub const CONNECTIONS: &[&str] = &["Store", "Conn", "Reader", "Write", "Options"];

/// What a pure module may use from outside, beside the standard library.
pub const PURE: &[(&str, &[&str])] = &[
    ("id", &["serde", "thiserror"]),
    ("time", &["serde", "chrono"]),
    ("protocol", &["serde", "serde_json", "thiserror", "bitflags"]),
];

/// Crates that have one place each: files or folders below `src`, without their ending. `app` may use all.
pub const OUTSIDE: &[(&str, &[&str])] = &[
    ("argon2", &["auth"]),
    ("async_graphql", &["graphql", "http"]),
    ("aws_lc_rs", &["auth/key", "auth/app_token", "webhooks/signature"]),
    ("brotli", &["http/server/compress"]),
    ("chrono", &["time", "graphql"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("flate2", &["http/server/compress", "portal/assets"]),
    ("governor", &["http/rate"]),
    ("http_body_util", &["webhooks/client", "auth/openid"]),
    ("hyper", &["http/server", "webhooks/client", "auth/openid"]),
    ("hyper_rustls", &["webhooks/client", "auth/openid"]),
    ("hyper_util", &["http/server", "webhooks/client", "auth/openid"]),
    ("ipnet", &["config", "http"]),
    ("jsonwebtoken", &["auth/token"]),
    ("metrics_exporter_prometheus", &["telemetry"]),
    ("migration", &["store"]),
    ("openidconnect", &["auth/openid"]),
    ("pem", &["auth/key"]),
    ("poem", &["graph_api", "graphql", "http", "portal"]),
    ("qrcode", &["auth/second_factor"]),
    ("rand", &["entropy"]),
    ("rpassword", &["cli"]),
    ("rusqlite", &["store/sqlite", "store/row", "store/error"]),
    ("rust_embed", &["portal/assets"]),
    ("rustls", &["webhooks/client"]),
    ("sea_orm", &["store"]),
    ("sea_query_sqlx", &["store/postgres"]),
    ("sqlx", &["store"]),
    ("tempfile", &["auth", "config", "http/persisted", "store"]),
    ("tikv_jemallocator", &["main"]),
    ("tokio_tungstenite", &["http/websocket", "bench", "demo/client"]),
    ("toml", &["config"]),
    ("totp_rs", &["auth/second_factor"]),
    ("tower_service", &["webhooks/client"]),
    ("tracing_subscriber", &["telemetry", "config/key"]),
    (
        "url",
        &[
            "config",
            "http/params",
            "graph_api/input",
            "graph_api/paging",
            "portal/session",
            "bench",
            "webhooks/target",
            "webhooks/verification",
        ],
    ),
    ("uuid", &["entropy"]),
    ("zstd", &["http/server/compress"]),
];
