//! `baton serve`.

use std::{sync::Arc, time::Duration};

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Baton, Migrate, Running, Settings, StartError, open};
use crate::{
    auth::OpenIdSettings,
    clock::SystemClock,
    config::{Config, Server},
    directory::Problem,
    entropy::SystemEntropy,
    http::{self, Documents},
    lifecycle, telemetry,
    time::Seconds,
    webhooks::Policy,
};

/// How long what runs may go on after a signal to stop.
const GRACE: Duration = Duration::from_secs(15);

/// Serves until a signal asks it to stop.
///
/// # Errors
///
/// The server cannot start.
pub async fn serve(config: Config, migrate: Migrate) -> Result<(), StartError> {
    serve_then(config, migrate, |_| ()).await
}

/// The same; `listens` is told the configuration with the address that the system gave, once it is listened on.
pub(super) async fn serve_then(
    config: Config,
    migrate: Migrate,
    listens: impl FnOnce(&Config),
) -> Result<(), StartError> {
    let stop = lifecycle::stop_on_signal().map_err(StartError::Signals)?;
    let keys = open::keys(&config)?;
    let limits = config.limits.clone();
    let documents = Documents::new(&limits)?;
    let address = config.server.listen;
    let listener = TcpListener::bind(address).await.map_err(|source| StartError::Listen { address, source })?;
    let store = open::open(&config, migrate).await?;
    let metrics = telemetry::metrics();
    let upkeep = tokio::spawn(telemetry::upkeep(metrics.clone(), Arc::new(SystemClock)));

    // The engine stops after the door has closed: whoever was let in is answered.
    let engine_stop = CancellationToken::new();
    let settings = Settings {
        webhooks: Policy { allow_private: config.webhooks.allow_private },
        openid: openid(&config)?,
        audit_kept: config.audit.kept_days.map(Seconds::days),
    };
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let running = Baton::with(store, keys, clock, entropy, settings).start(&engine_stop);
    // Port 0 is whichever the system gave.
    let server = Server { listen: listener.local_addr()?, ..config.server.clone() };
    let listening = Config { server, ..config.clone() };
    let public_url = listening.public_url();
    let routes = running.routes(limits.clone(), documents, move || metrics.render(), stop.clone(), &public_url);
    greet(&listening);
    offer_first_administrator(&running, &listening).await?;
    listens(&listening);
    http::serve(listener, routes, limits, stop, GRACE).await?;

    engine_stop.cancel();
    running.finish().await;
    upkeep.abort();
    tracing::info!("stopped");
    Ok(())
}

/// The provider, if all that it takes is set; half of it is a mistake.
fn openid(config: &Config) -> Result<Option<OpenIdSettings>, StartError> {
    let openid = &config.openid;
    match (&openid.issuer, &openid.client_id) {
        (Some(issuer), Some(client_id)) => Ok(Some(OpenIdSettings {
            issuer: issuer.clone(),
            client_id: client_id.clone(),
            client_secret: openid.client_secret.as_ref().map(|it| it.reveal().to_owned()),
            name: openid.name.clone(),
            domains: openid.domains.clone(),
        })),
        (None, None) => Ok(None),
        _ => Err(StartError::HalfAnOpenIdProvider),
    }
}

fn greet(listening: &Config) {
    tracing::info!(database = %listening.database_url(), "Baton serves on {}", listening.public_url());
    if listening.storage.nats_url.is_some() {
        tracing::warn!("BATON_NATS_URL is set, but this version does not use NATS: servers look every 250 ms");
    }
    if listening.telemetry.otlp_endpoint.is_some() {
        tracing::warn!("OTEL_EXPORTER_OTLP_ENDPOINT is set, but this version exports nothing; see /metrics");
    }
}

/// Whoever reads the log runs the server, and may make the first administrator.
async fn offer_first_administrator(running: &Running, listening: &Config) -> Result<(), StartError> {
    if let Some(code) = running.services.auth.first_code().await.map_err(Problem::from)? {
        let address = listening.public_url();
        tracing::info!("no administrator can sign in yet: open {address} and make the first one with the code {code}");
    }
    Ok(())
}
