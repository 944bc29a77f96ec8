//! What Baton tells of itself: log lines on standard error, metrics for Prometheus.

use std::{
    io::{IsTerminal, stderr},
    sync::OnceLock,
};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, fmt};

use crate::config::{LogFormat, Telemetry};

/// Histogram bounds in seconds, from a cached read to a request that was given up.
const SECONDS: [f64; 14] =
    [0.0001, 0.000_25, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 15.0];

/// Begins to log. Only the first call of a process counts.
pub fn init(config: &Telemetry) {
    let filter = EnvFilter::new(&config.log);
    let lines = fmt().with_env_filter(filter).with_writer(stderr);
    // Fails only if somebody logs already, and then there is nothing to do.
    let _ = match config.log_format {
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
        LogFormat::Pretty => lines.compact().with_ansi(stderr().is_terminal()).with_target(false).try_init(),
    };
}

/// Begins to gather metrics, once for the process: whatever the `metrics` macros record is in
/// [`PrometheusHandle::render`]. Call [`PrometheusHandle::run_upkeep`] every few seconds, or histograms grow.
pub fn metrics() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            // Refused only when there are no bounds.
            let builder = PrometheusBuilder::new();
            let builder = builder
                .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
                .unwrap_or_else(|_| PrometheusBuilder::new());
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            // Refused only if a program that uses this library has a recorder of its own, which then gets them.
            let _ = metrics::set_global_recorder(recorder);
            handle
        })
        .clone()
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
