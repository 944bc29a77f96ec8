//! `baton serve`.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Baton, Migrate, StartError, open};
use crate::{
    clock::SystemClock,
    config::{Config, Server},
    entropy::SystemEntropy,
    http::{self, Documents},
    lifecycle, telemetry,
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
    let policy = Policy { allow_private: config.webhooks.allow_private };
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let running = Baton::with_webhooks(store, keys, clock, entropy, policy).start(&engine_stop);
    let routes = running.routes(limits.clone(), documents, move || metrics.render(), stop.clone());
    greet(&config, listener.local_addr()?);
    http::serve(listener, routes, limits, stop, GRACE).await?;

    engine_stop.cancel();
    running.finish().await;
    upkeep.abort();
    tracing::info!("stopped");
    Ok(())
}

fn greet(config: &Config, listening: SocketAddr) {
    // Port 0 is whichever the system gave.
    let listening = Config { server: Server { listen: listening, ..config.server.clone() }, ..config.clone() };
    tracing::info!(database = %config.database_url(), "Baton serves on {}", listening.public_url());
    if config.storage.nats_url.is_some() {
        tracing::warn!("BATON_NATS_URL is set, but this version does not use NATS: servers look every 250 ms");
    }
    if config.telemetry.otlp_endpoint.is_some() {
        tracing::warn!("OTEL_EXPORTER_OTLP_ENDPOINT is set, but this version exports nothing; see /metrics");
    }
}
