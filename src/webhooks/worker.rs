//! Sends one subscription's events, in the order that [`Lanes`] allow.

mod parties;
mod reports;

use std::{collections::HashSet, panic::AssertUnwindSafe, sync::Arc, thread};

use futures_util::{
    FutureExt, StreamExt,
    future::{BoxFuture, OptionFuture},
    stream::FuturesUnordered,
};
use tokio::{
    sync::{Notify, Semaphore},
    task::JoinError,
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};

use self::parties::Parties;
use super::{
    Webhooks,
    attempt::{Attempt, Verdict},
    lanes::{Failure, Lanes},
    letter::{Letter, attempts_of},
    recorder::{Done, Reports},
    schedule,
};
use crate::{
    id::{AppId, PageId, ThreadId},
    store::{
        DeliveryStatus, DisabledReason, ParkedRecord, Position, StoreError,
        webhooks::{cursors, deliveries, parked},
    },
    time::{Seconds, Timestamp},
};

/// Events of one subscription that are on their way at the same time.
const IN_FLIGHT: usize = 64;
/// Events that count as delivered before a crash moved the cursor there, at most.
const AHEAD: u32 = 1_024;
/// How long what is on its way may take when the server stops; what is not back then is sent again.
const GRACE: std::time::Duration = std::time::Duration::from_secs(2);
const AFTER_FAILURE: Seconds = Seconds(1);
/// How long a worker with nothing to do keeps what it knows: where one event comes, others follow.
const LINGER: Seconds = Seconds(30);

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
    pub reports: Reports,
    /// Shared by all workers of the server.
    pub permits: Arc<Semaphore>,
}

/// Requests on their way. They go on within the worker's own task: waking one for each, and the worker after it, would cost more
/// than the request.
type Flight = FuturesUnordered<BoxFuture<'static, thread::Result<Returned>>>;

/// What the worker knows, until it ends or begins again.
struct State {
    lanes: Lanes<Box<Letter>>,
    /// Ahead of the cursor, and delivered: before a crash, or by who held the lease before.
    settled: HashSet<Position>,
    /// Whether the log may go on where the worker stands, or where the read that is under way ends.
    has_more: bool,
    /// The next events, being read while others are sent.
    reading: Option<AbortOnDropHandle<Result<Vec<Read>, StoreError>>>,
    /// The cursor that was last reported.
    told: Position,
    /// What came of attempts, and is not reported yet: what comes back at the same time is reported at the same time.
    untold: Vec<Done>,
}

/// An event of the log.
struct Read {
    position: Position,
    at: Timestamp,
    thread: Option<ThreadId>,
    /// `None` if the app does not hear of it.
    letter: Option<Box<Letter>>,
}

/// An attempt that has come back.
struct Returned {
    letter: Box<Letter>,
    earlier: Vec<Attempt>,
    attempt: Box<Attempt>,
}

impl Worker<'_> {
    /// Sends until nothing is left to send, or it shall end.
    pub async fn run(&self) {
        let mut flight = Flight::new();
        while let Err(error) = self.send_all(&mut flight).await {
            tracing::error!(%error, page = %self.page, app = %self.app, "webhooks wait for the database");
            flight.clear();
            self.webhooks.0.backlog.set(self.page, self.app, None);
            let again = self.now() + AFTER_FAILURE;
            tokio::select! {
                () = self.webhooks.0.clock.sleep_until(again) => {}
                () = self.bells.end.cancelled() => return,
            }
        }
    }

    async fn send_all(&self, flight: &mut Flight) -> Result<(), StoreError> {
        let mut recoveries = self.webhooks.0.recoveries.subscribe();
        let Some(mut state) = self.load().await? else { return Ok(()) };
        let mut known = None;
        while let Some(parties) = self.parties(known.take()).await? {
            self.read_on(&mut state, &parties);
            self.tell_of_the_rest(&mut state).await;
            self.take_off(&mut state, &parties, flight).await?;
            self.webhooks.0.backlog.set(self.page, self.app, state.lanes.oldest());
            let is_reading = state.has_more || state.reading.is_some();
            let is_idle = flight.is_empty() && !is_reading && !state.lanes.has_parked();
            let has_room = flight.len() < IN_FLIGHT;
            let wake = state.lanes.next_wake().filter(|_| has_room);
            let wake = wake.or_else(|| is_idle.then(|| self.now() + LINGER));
            tokio::select! {
                Ok(app) = recoveries.recv() => if app == self.app { state.lanes.bring_forward(self.now()) },
                Some(returned) = flight.next() => {
                    let landed = self.land_all(&mut state, returned, &parties, flight).await;
                    self.report(&mut state).await;
                    landed?;
                }
                Some(read) = OptionFuture::from(state.reading.as_mut()) => self.take_in(&mut state, read).await?,
                () = self.bells.news.notified() => state.has_more = true,
                Some(()) = OptionFuture::from(wake.map(|it| self.webhooks.0.clock.sleep_until(it))) => {
                    if is_idle {
                        return Ok(());
                    }
                }
                () = self.bells.end.cancelled() => {}
            }
            known = Some(parties);
        }
        let landing = async {
            while let Some(returned) = flight.next().await {
                self.land(&mut state, returned).await;
                self.report(&mut state).await;
            }
        };
        // What is not back by then is sent again, by whoever comes next.
        let _ = timeout(GRACE, landing).await;
        flight.clear();
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
        Ok(Some(State {
            lanes: Lanes::new(cursor, parked),
            settled,
            has_more: true,
            reading: None,
            told: cursor,
            untold: Vec::new(),
        }))
    }

    /// Begins to read what comes next, unless that is under way, or enough is read.
    fn read_on(&self, state: &mut State, parties: &Parties) {
        if !state.has_more || state.reading.is_some() || !state.lanes.has_room() {
            return;
        }
        let (webhooks, view) = (self.webhooks.clone(), parties.page.clone());
        let (page, app, after) = (self.page, self.app, state.lanes.read_to());
        let read = async move {
            let chunk = webhooks.0.reading.after(page, after).await?;
            let read = chunk.iter().map(|entry| Read {
                position: entry.logged.position(),
                at: entry.occurred_at(),
                thread: entry.thread(),
                letter: Letter::to(app, &view, entry).map(Box::new),
            });
            Ok(read.collect())
        };
        // What is written from now on may come too late for this read, and rings again.
        state.has_more = false;
        state.reading = Some(AbortOnDropHandle::new(tokio::spawn(read)));
    }

    /// Takes in what was read, and lets go of threads that would hold up the others.
    async fn take_in(
        &self,
        state: &mut State,
        read: Result<Result<Vec<Read>, StoreError>, JoinError>,
    ) -> Result<(), StoreError> {
        state.reading = None;
        let Ok(read) = read else {
            // As where a request panicked.
            self.bells.end.cancel();
            return Ok(());
        };
        let read = read?;
        state.has_more |= !read.is_empty();
        for Read { position, at, thread, letter } in read {
            let letter = letter.filter(|_| !state.settled.remove(&position));
            state.lanes.read(position, at, thread, letter);
        }
        while let Some(detached) = state.lanes.detach_longest(self.now()) {
            self.tell(state, Done { parked: Some((detached.thread, Some(detached))), ..self.nothing() }).await;
        }
        Ok(())
    }

    async fn take_off(&self, state: &mut State, parties: &Parties, flight: &mut Flight) -> Result<(), StoreError> {
        while flight.len() < IN_FLIGHT {
            if let Some(parked) = self.next_due(state) {
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

    /// Nobody asks for the time where no thread is parked.
    fn next_due(&self, state: &mut State) -> Option<ParkedRecord> {
        if state.lanes.has_parked() { state.lanes.next_due(self.now()) } else { None }
    }

    /// The next event of a parked thread that the app hears, with what became of it so far.
    async fn next_of(
        &self,
        parked: ParkedRecord,
        parties: &Parties,
        until: Position,
    ) -> Result<Option<(Box<Letter>, Vec<Attempt>)>, StoreError> {
        let Webhooks(inner) = &self.webhooks;
        let mut after = parked.position;
        loop {
            let (entries, may_go_on) = inner.reading.in_thread(self.page, parked.thread, after, until).await?;
            if let Some(letter) = entries.iter().find_map(|it| Letter::to(self.app, &parties.page, it)) {
                let known = deliveries::find(inner.store.reader(), self.app, letter.position).await?;
                let earlier = known.map(|it| attempts_of(&it)).unwrap_or_default();
                return Ok(Some((Box::new(letter), earlier)));
            }
            match entries.last() {
                Some(last) if may_go_on => after = last.logged.position(),
                _ => return Ok(None),
            }
        }
    }

    fn send(&self, letter: Box<Letter>, earlier: Vec<Attempt>, parties: &Parties, flight: &Flight) {
        let (permits, sender) = (self.permits.clone(), self.webhooks.0.sender.clone());
        let (keys, url) = (parties.keys.clone(), parties.url.clone());
        let sending = async move {
            // Fails when nobody gives permits any more, and then there is nothing to limit.
            let _permit = permits.acquire().await;
            let attempt = sender.send(&keys, &url, &letter.id, letter.body.clone()).await;
            // It passes through many hands.
            Returned { letter, earlier, attempt: Box::new(attempt) }
        };
        flight.push(AssertUnwindSafe(sending).catch_unwind().boxed());
    }

    /// As long as all goes well, what came back meanwhile is followed by the next at once.
    async fn land_all(
        &self,
        state: &mut State,
        first: thread::Result<Returned>,
        parties: &Parties,
        flight: &mut Flight,
    ) -> Result<(), StoreError> {
        let mut is_well = self.land(state, first).await;
        for _ in 1..IN_FLIGHT {
            if !is_well {
                break;
            }
            self.take_off(state, parties, flight).await?;
            let Some(Some(returned)) = flight.next().now_or_never() else { break };
            is_well = self.land(state, returned).await;
        }
        Ok(())
    }

    /// Whether it was delivered. What came of it is reported later.
    async fn land(&self, state: &mut State, returned: thread::Result<Returned>) -> bool {
        let Ok(Returned { letter, earlier, attempt }) = returned else {
            // It panicked, which the hook has logged: begin again, at the cursor.
            self.bells.end.cancel();
            return false;
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
        let delivery = letter.delivery(status, next_at, &earlier, &attempt);
        let parked = state.lanes.parked(thread).map(|it| (thread, Some(it)));
        let succeeded = Some(verdict == Verdict::Delivered);
        self.note(state, Done { delivery: Some(delivery.into()), parked, succeeded, ..self.nothing() });
        if verdict == Verdict::Gone {
            // Whoever enables it hastens what waits, so that has to be written down.
            self.report(state).await;
            self.written().await;
            self.webhooks.disable(self.app, DisabledReason::Gone).await;
        }
        verdict == Verdict::Delivered
    }

    fn now(&self) -> Timestamp {
        self.webhooks.0.clock.now()
    }
}
