//! Sends one subscription's events, in the order that [`Lanes`] allow.

use std::{collections::HashSet, sync::Arc};

use tokio::{
    sync::{Notify, Semaphore, mpsc, oneshot},
    task::{JoinError, JoinSet},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{
    Webhooks,
    attempt::{Attempt, Verdict},
    lanes::{Failure, Lanes},
    letter::{Letter, attempts_of},
    recorder::{Done, Report},
    schedule,
};
use crate::{
    directory::PageView,
    id::{AppId, PageId},
    store::{
        AppRecord, DeliveryStatus, DisabledReason, ParkedRecord, Position, StoreError,
        webhooks::{cursors, deliveries, parked},
    },
    time::{Seconds, Timestamp},
};

/// Events of one subscription that are on their way at the same time.
const IN_FLIGHT: usize = 32;
/// Events that count as delivered before a crash moved the cursor there, at most.
const AHEAD: u32 = 1_024;
/// How long what is on its way may take when the server stops; what is not back then is sent again.
const GRACE: std::time::Duration = std::time::Duration::from_secs(2);
const AFTER_FAILURE: Seconds = Seconds(1);
/// How long a worker with nothing to do keeps what it knows: where one event comes, others follow.
const LINGER: Seconds = Seconds(30);
const NEVER: Timestamp = Timestamp::from_millis(i64::MAX);

/// What a worker shares with whoever wakes it.
#[derive(Default)]
pub struct Bells {
    /// There is something new in the log.
    pub news: Notify,
    /// It shall end: the server stops, the subscription is somebody else's, or begins anew.
    pub end: CancellationToken,
}

pub struct Worker<'a> {
    pub webhooks: Webhooks,
    pub page: PageId,
    pub app: AppId,
    pub bells: &'a Bells,
    pub reports: mpsc::Sender<Report>,
    /// Shared by all workers of the server.
    pub permits: Arc<Semaphore>,
}

/// What the worker knows, until it ends or begins again.
struct State {
    lanes: Lanes<Letter>,
    /// Ahead of the cursor, and delivered: before a crash, or by who held the lease before.
    settled: HashSet<Position>,
    /// Whether the log may go on where the worker stands.
    has_more: bool,
    /// The cursor that was last reported.
    told: Position,
}

/// An attempt that has come back.
struct Returned {
    letter: Letter,
    earlier: Vec<Attempt>,
    attempt: Attempt,
}

/// Who is sent to, as of now.
struct Parties {
    page: Arc<PageView>,
    app: Arc<AppRecord>,
    url: String,
}

impl Worker<'_> {
    /// Sends until nothing is left to send, or it shall end.
    pub async fn run(&self) {
        let mut flight = JoinSet::new();
        while let Err(error) = self.send_all(&mut flight).await {
            tracing::error!(%error, page = %self.page, app = %self.app, "webhooks wait for the database");
            flight.shutdown().await;
            self.webhooks.0.backlog.set(self.page, self.app, None);
            let again = self.now() + AFTER_FAILURE;
            tokio::select! {
                () = self.webhooks.0.clock.sleep_until(again) => {}
                () = self.bells.end.cancelled() => return,
            }
        }
    }

    async fn send_all(&self, flight: &mut JoinSet<Returned>) -> Result<(), StoreError> {
        let mut recoveries = self.webhooks.0.recoveries.subscribe();
        let Some(mut state) = self.load().await? else { return Ok(()) };
        while let Some(parties) = self.parties().await? {
            self.read_on(&mut state, &parties).await?;
            self.take_off(&mut state, &parties, flight).await?;
            self.webhooks.0.backlog.set(self.page, self.app, state.lanes.oldest());
            let is_idle = flight.is_empty() && !state.has_more && !state.lanes.has_parked();
            let has_room = flight.len() < IN_FLIGHT;
            let wake = state.lanes.next_wake().filter(|_| has_room);
            let wake = wake.unwrap_or_else(|| if is_idle { self.now() + LINGER } else { NEVER });
            tokio::select! {
                Ok(app) = recoveries.recv() => if app == self.app { state.lanes.bring_forward(self.now()) },
                Some(returned) = flight.join_next() => {
                    self.land(&mut state, returned).await;
                    // Those that came back meanwhile: what follows is looked up once for all of them.
                    while let Some(returned) = flight.try_join_next() {
                        self.land(&mut state, returned).await;
                    }
                }
                () = self.bells.news.notified() => state.has_more = true,
                () = self.webhooks.0.clock.sleep_until(wake) => if is_idle { return Ok(()) },
                () = self.bells.end.cancelled() => {}
            }
        }
        let landing = async {
            while let Some(returned) = flight.join_next().await {
                self.land(&mut state, returned).await;
            }
        };
        // What is not back by then is sent again, by whoever comes next.
        let _ = timeout(GRACE, landing).await;
        flight.shutdown().await;
        self.webhooks.0.backlog.set(self.page, self.app, None);
        Ok(())
    }

    async fn load(&self) -> Result<Option<State>, StoreError> {
        self.written().await;
        let reader = self.webhooks.0.store.reader();
        let Some(cursor) = cursors::find(reader, self.page, self.app).await? else { return Ok(None) };
        let parked = parked::of_subscription(reader, self.page, self.app).await?;
        let settled = deliveries::settled_after(reader, self.page, self.app, cursor, AHEAD).await?;
        let settled = settled.into_iter().collect();
        Ok(Some(State { lanes: Lanes::new(cursor, parked), settled, has_more: true, told: cursor }))
    }

    /// What was reported of this subscription before, by whomever, is in the database.
    async fn written(&self) {
        let (reply, flushed) = oneshot::channel();
        if self.reports.send(Report::Flush(reply)).await.is_ok() {
            // Fails when the recorder has ended, and then nothing more is written.
            let _ = flushed.await;
        }
    }

    /// `None` when the app is to be sent nothing, or not by this server.
    async fn parties(&self) -> Result<Option<Parties>, StoreError> {
        let Webhooks(inner) = &self.webhooks;
        if self.bells.end.is_cancelled() || !inner.leases.holds(self.page, self.app, self.now()) {
            return Ok(None);
        }
        let (page, app) = (inner.directory.page(self.page).await?, inner.directory.app(self.app).await?);
        let Some((page, app)) = page.zip(app).filter(|(page, _)| page.rules.is_subscribed(self.app)) else {
            return Ok(None);
        };
        let webhook = app.webhook.as_ref().filter(|it| it.disabled.is_none());
        Ok(webhook.map(|it| it.url.clone()).map(|url| Parties { page, app, url }))
    }

    async fn read_on(&self, state: &mut State, parties: &Parties) -> Result<(), StoreError> {
        while state.has_more && state.lanes.has_room() {
            let chunk = self.webhooks.0.reading.after(self.page, state.lanes.read_to()).await?;
            state.has_more = !chunk.is_empty();
            for entry in chunk.iter() {
                let position = entry.logged.position();
                let is_settled = state.settled.remove(&position);
                let letter = if is_settled { None } else { Letter::to(self.app, &parties.page, entry) };
                state.lanes.read(position, entry.occurred_at(), entry.thread(), letter);
            }
        }
        if let Some(detached) = state.lanes.detach_longest(self.now()) {
            self.tell(state, Done { parked: Some((detached.thread, Some(detached))), ..self.nothing() }).await;
        }
        // Events that are no business of the app's move the cursor too.
        if state.lanes.is_settled() && state.lanes.read_to() > state.told {
            self.tell(state, self.nothing()).await;
        }
        Ok(())
    }

    async fn take_off(
        &self,
        state: &mut State,
        parties: &Parties,
        flight: &mut JoinSet<Returned>,
    ) -> Result<(), StoreError> {
        while flight.len() < IN_FLIGHT {
            if let Some(parked) = state.lanes.next_due(self.now()) {
                match self.next_of(parked, parties, state.lanes.read_to()).await? {
                    Some((letter, earlier)) => {
                        state.lanes.is_at(parked.thread, letter.occurred_at);
                        self.send(letter, earlier, parties, flight);
                    }
                    None => {
                        state.lanes.caught_up(parked.thread);
                        self.tell(state, Done { parked: Some((parked.thread, None)), ..self.nothing() }).await;
                    }
                }
            } else if let Some(letter) = state.lanes.next_to_send() {
                self.send(letter, Vec::new(), parties, flight);
            } else {
                break;
            }
        }
        Ok(())
    }

    /// The next event of a parked thread that the app hears, with what became of it so far.
    async fn next_of(
        &self,
        parked: ParkedRecord,
        parties: &Parties,
        until: Position,
    ) -> Result<Option<(Letter, Vec<Attempt>)>, StoreError> {
        let Webhooks(inner) = &self.webhooks;
        let mut after = parked.position;
        loop {
            let (entries, may_go_on) = inner.reading.in_thread(self.page, parked.thread, after, until).await?;
            if let Some(letter) = entries.iter().find_map(|it| Letter::to(self.app, &parties.page, it)) {
                let known = deliveries::find(inner.store.reader(), self.app, letter.position).await?;
                let earlier = known.map(|it| attempts_of(&it)).unwrap_or_default();
                return Ok(Some((letter, earlier)));
            }
            match entries.last() {
                Some(last) if may_go_on => after = last.logged.position(),
                _ => return Ok(None),
            }
        }
    }

    fn send(&self, letter: Letter, earlier: Vec<Attempt>, parties: &Parties, flight: &mut JoinSet<Returned>) {
        let (permits, sender) = (self.permits.clone(), self.webhooks.0.sender.clone());
        let (app, url) = (parties.app.clone(), parties.url.clone());
        flight.spawn(async move {
            // Fails when nobody gives permits any more, and then there is nothing to limit.
            let _permit = permits.acquire().await;
            let attempt = sender.send(&app, &url, &letter.id, &letter.body).await;
            Returned { letter, earlier, attempt }
        });
    }

    async fn land(&self, state: &mut State, returned: Result<Returned, JoinError>) {
        let Ok(Returned { letter, earlier, attempt }) = returned else {
            // The task panicked, which its own hook has logged: begin again, at the cursor.
            self.bells.end.cancel();
            return;
        };
        let (now, thread, position) = (self.now(), letter.thread, letter.position);
        let (verdict, retry_after) = (attempt.verdict(), attempt.retry_after());
        let ahead = state.lanes.ahead_of_time(thread);
        let failed = ahead.map_or_else(|| state.lanes.failed_before(thread) + 1, |it| it.failed);
        let next_at = match (verdict, ahead) {
            (Verdict::Delivered, _) => None,
            (Verdict::Failed | Verdict::Gone, Some(parked)) => Some(parked.next_at),
            (Verdict::Failed | Verdict::Gone, None) => {
                schedule::next_try(failed, now, retry_after, self.webhooks.chance())
            }
        };
        let status = match (verdict, next_at) {
            (Verdict::Delivered, _) => DeliveryStatus::Delivered,
            (_, Some(_)) => DeliveryStatus::Waiting,
            (_, None) => DeliveryStatus::Failed,
        };
        if verdict == Verdict::Delivered && state.lanes.succeeded(now) {
            // Fails when nobody listens, and this subscription always does.
            let _ = self.webhooks.0.recoveries.send(self.app);
        }
        match next_at {
            Some(next_at) => {
                let position = state.lanes.parked(thread).map_or(Position(position.0 - 1), |it| it.position);
                let (since, asked_to_wait) = (letter.occurred_at, retry_after.is_some());
                state.lanes.failed(Failure { thread, position, since, failed, next_at, asked_to_wait });
            }
            None => state.lanes.settled(thread, position, now),
        }
        if status == DeliveryStatus::Delivered && earlier.is_empty() {
            let waited = u32::try_from(letter.occurred_at.until(now).as_millis()).unwrap_or(u32::MAX);
            metrics::histogram!("baton_webhook_lag_seconds").record(f64::from(waited) / 1_000.0);
        }
        let delivery = letter.delivery(status, next_at, earlier, attempt);
        let parked = state.lanes.parked(thread).map(|it| (thread, Some(it)));
        let succeeded = Some(verdict == Verdict::Delivered);
        self.tell(state, Done { delivery: Some(delivery), parked, succeeded, ..self.nothing() }).await;
        if verdict == Verdict::Gone {
            // Whoever enables it hastens what waits, so that has to be written down.
            self.written().await;
            self.webhooks.disable(self.app, DisabledReason::Gone).await;
        }
    }

    fn nothing(&self) -> Done {
        Done {
            page: self.page,
            app: self.app,
            cursor: Position::default(),
            delivery: None,
            parked: None,
            succeeded: None,
        }
    }

    async fn tell(&self, state: &mut State, done: Done) {
        state.told = state.lanes.cursor();
        // Fails when the server is past stopping; what is not written down is sent again.
        let _ = self.reports.send(Report::Done(Box::new(Done { cursor: state.told, ..done }))).await;
    }

    fn now(&self) -> Timestamp {
        self.webhooks.0.clock.now()
    }
}
