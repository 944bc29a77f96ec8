//! What Baton tells of itself: log lines on standard error, metrics for Prometheus.

use std::{
    io::{IsTerminal, stderr},
    sync::OnceLock,
};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, fmt};

use crate::{
    clock::SharedClock,
    config::{LogFormat, Telemetry},
    time::Seconds,
};

/// How often histograms are emptied into their buckets.
const UPKEEP: Seconds = Seconds(5);

/// Histogram bounds in seconds, from a cached read to a request that was given up.
const SECONDS: [f64; 14] =
    [0.0001, 0.000_25, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 15.0];

/// Histogram bounds of batches.
const ORDERS: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

/// Begins to log. Only the first call of a process counts.
pub fn init(config: &Telemetry) {
    let filter = EnvFilter::new(&config.log);
    // A line that cannot be written is lost: to complain of it on the same closed pipe would end the task that logs, and
    // a server whose terminal has gone could not be stopped.
    let lines = fmt().with_env_filter(filter).with_writer(stderr).log_internal_errors(false);
    // Fails only if somebody logs already, and then there is nothing to do.
    let _ = match config.log_format {
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
        LogFormat::Pretty => lines.compact().with_ansi(stderr().is_terminal()).with_target(false).try_init(),
    };
}

/// Begins to gather metrics, once for the process: whatever the `metrics` macros record is in
/// [`PrometheusHandle::render`]. Run [`upkeep`] beside it, or histograms grow.
pub fn metrics() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            // Refused only when there are no bounds.
            let builder = PrometheusBuilder::new();
            let builder = builder
                .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
                .and_then(|it| it.set_buckets_for_metric(Matcher::Suffix("_orders".to_owned()), &ORDERS))
                .unwrap_or_else(|_| PrometheusBuilder::new());
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            // Refused only if a program that uses this library has a recorder of its own, which then gets them.
            let _ = metrics::set_global_recorder(recorder);
            describe();
            handle
        })
        .clone()
}

/// What the metrics mean, for whoever reads them.
fn describe() {
    metrics::describe_histogram!("baton_engine_batch_orders", "Orders decided and committed together.");
    metrics::describe_histogram!(
        "baton_engine_batch_seconds",
        metrics::Unit::Seconds,
        "From taking a batch to its commit."
    );
    metrics::describe_counter!("baton_engine_orders_total", "Orders by how they ended: done, refused, failed.");
    metrics::describe_counter!(
        "baton_engine_batches_retried_total",
        "Transactions that failed and were tried again order by order."
    );
    metrics::describe_counter!("baton_engine_released_total", "Threads released because their owner's time was up.");
    metrics::describe_gauge!("baton_feed_pages_followed", "Pages whose log somebody follows.");
    metrics::describe_counter!(
        "baton_webhook_attempts_total",
        "Requests to apps' webhooks by outcome: delivered, slow, failed, gone."
    );
    metrics::describe_histogram!(
        "baton_webhook_attempt_seconds",
        metrics::Unit::Seconds,
        "From the beginning of a request to a webhook to the end of its answer."
    );
    metrics::describe_histogram!(
        "baton_webhook_lag_seconds",
        metrics::Unit::Seconds,
        "From an event to its first delivery, where the first try succeeded."
    );
    metrics::describe_gauge!(
        "baton_webhook_oldest_undelivered_timestamp_seconds",
        "When the oldest event happened that this server has still to deliver, in seconds since 1970; 0 if there is none."
    );
    metrics::describe_counter!(
        "baton_webhook_endpoints_disabled_total",
        "Webhooks that were disabled because they failed."
    );
    metrics::describe_counter!("baton_webhook_deliveries_pruned_total", "Old deliveries that were forgotten.");
    metrics::describe_gauge!("baton_build_info", "1, labelled with the version.");
    metrics::gauge!("baton_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
}

/// Keeps the histograms small, for ever.
pub async fn upkeep(handle: PrometheusHandle, clock: SharedClock) {
    loop {
        clock.sleep_until(clock.now() + UPKEEP).await;
        handle.run_upkeep();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_rendered_for_prometheus() {
        let handle = super::metrics();
        metrics::counter!("baton_test_total", "kind" => "a").increment(2);
        metrics::histogram!("baton_test_seconds").record(0.003);
        let text = super::metrics().render();
        assert!(text.contains("baton_test_total{kind=\"a\"} 2"), "{text}");
        assert!(text.contains("baton_test_seconds_bucket{le=\"0.005\"} 1"), "{text}");
        handle.run_upkeep();
    }

    #[test]
    fn logging_twice_is_harmless() {
        init(&Telemetry::default());
        init(&Telemetry { log_format: LogFormat::Json, ..Telemetry::default() });
    }
}
