//! How the process is told to stop.

use std::io;

use futures_util::{Stream, StreamExt, stream};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// The exit status of a process that was told twice: as a shell reports a death by SIGTERM.
const IMPATIENT: i32 = 128 + 15;

/// A token that SIGTERM or SIGINT cancels. A second signal ends the process at once, whatever still runs.
///
/// # Errors
///
/// The system refuses to hand out its signals.
///
/// # Panics
///
/// Outside of a tokio runtime.
pub fn stop_on_signal() -> io::Result<CancellationToken> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let signals = stream::select(
        stream::poll_fn(move |context| terminate.poll_recv(context)),
        stream::poll_fn(move |context| interrupt.poll_recv(context)),
    );
    let token = CancellationToken::new();
    tokio::spawn(watch(signals, token.clone(), || std::process::exit(IMPATIENT)));
    Ok(token)
}

async fn watch<T>(signals: impl Stream<Item = ()>, token: CancellationToken, now: impl FnOnce() -> T) {
    let mut signals = std::pin::pin!(signals);
    if signals.next().await.is_some() {
        tracing::info!("stopping: finishing what runs; a second signal stops at once");
        token.cancel();
    }
    if signals.next().await.is_some() {
        now();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    async fn told(times: usize) -> (bool, bool) {
        let (token, ended) = (CancellationToken::new(), Cell::new(false));
        watch(stream::iter(vec![(); times]), token.clone(), || ended.set(true)).await;
        (token.is_cancelled(), ended.get())
    }

    #[tokio::test]
    async fn the_first_signal_asks_and_the_second_ends() {
        assert_eq!(told(0).await, (false, false));
        assert_eq!(told(1).await, (true, false));
        assert_eq!(told(2).await, (true, true));
    }
}
