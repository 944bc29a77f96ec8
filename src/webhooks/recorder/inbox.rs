//! What workers have to tell, on its way to the recorder, which wakes for many reports at once.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{Notify, Semaphore, mpsc, oneshot},
    time::timeout,
};

use super::Done;

/// Attempts that may wait for the recorder, beside those that it is writing down; beyond, workers wait to be let in. While SQLite
/// copies its log into its file, which takes a disk some time, sending goes on.
const QUEUE: u32 = 8_192;
/// Attempts after which a batch takes in no more: a transaction has this many, and those that were reported together with the
/// last of them. As many as crowd the queue, so that what is gathered is written at once.
const BATCH: u32 = 4_096;
/// How long the first report of a batch waits for others. A transaction costs those who write as much for one report as for
/// many, and has SQLite's readers read anew what they had at hand; after a crash, what was not yet written down is sent again.
const GATHER: Duration = Duration::from_millis(50);

pub(super) enum Report {
    /// What one worker has to tell, in its order.
    Done(Vec<Done>),
    /// Answered once all that was reported before is written, or given up.
    Flush(oneshot::Sender<()>),
}

/// Where workers report to. Cheap to clone.
#[derive(Clone)]
pub struct Reports {
    reports: mpsc::Sender<Report>,
    desk: Arc<Desk>,
}

/// Where the recorder takes what was reported.
pub struct Inbox {
    reports: mpsc::Receiver<Report>,
    desk: Arc<Desk>,
}

struct Desk {
    room: Semaphore,
    /// Somebody waits, or the room runs out.
    hurry: Notify,
}

/// A way to one recorder.
pub fn channel() -> (Reports, Inbox) {
    let (sender, receiver) = mpsc::channel(QUEUE as usize);
    let desk = Arc::new(Desk { room: Semaphore::new(QUEUE as usize), hurry: Notify::new() });
    (Reports { reports: sender, desk: desk.clone() }, Inbox { reports: receiver, desk })
}

impl Reports {
    /// Reports what came of some attempts, once there is room. It fails nobody: what is not written down is sent again.
    pub async fn tell(&self, done: Vec<Done>) {
        let report = Report::Done(done);
        // Fails when the recorder has ended, and then nothing more is written.
        let Ok(room) = self.desk.room.acquire_many(report.size()).await else { return };
        let Ok(place) = self.reports.reserve().await else { return };
        // From here on nobody can give up in between: the recorder gives the room back.
        room.forget();
        place.send(report);
        if self.desk.is_crowded() {
            self.desk.hurry.notify_one();
        }
    }

    /// Ends once all that was reported before, by whomever, is written, or given up.
    pub async fn written(&self) {
        let (reply, flushed) = oneshot::channel();
        if self.reports.send(Report::Flush(reply)).await.is_ok() {
            self.desk.hurry.notify_one();
            // Fails when the recorder has ended, and then nothing more is written.
            let _ = flushed.await;
        }
    }
}

impl Inbox {
    /// What is to be written next, oldest first; `None` once nobody is left who could report.
    pub(super) async fn next(&mut self) -> Option<Vec<Report>> {
        let mut batch = vec![self.reports.recv().await?];
        if !self.reports.is_closed() {
            // Nobody wakes the recorder for each report. It fails when the time is over, and then that is all.
            let _ = timeout(GATHER, self.desk.hurry.notified()).await;
        }
        let mut taken = batch[0].size();
        while taken < BATCH
            && let Ok(report) = self.reports.try_recv()
        {
            taken += report.size();
            batch.push(report);
        }
        self.desk.room.add_permits(taken as usize);
        if !self.reports.is_empty() {
            // They have waited long enough.
            self.desk.hurry.notify_one();
        }
        Some(batch)
    }
}

/// Nobody waits for room that nobody makes.
impl Drop for Inbox {
    fn drop(&mut self) {
        self.desk.room.close();
    }
}

impl Desk {
    fn is_crowded(&self) -> bool {
        self.room.available_permits() < QUEUE as usize / 2
    }
}

impl Report {
    /// How much room it takes, of all that there is.
    fn size(&self) -> u32 {
        match self {
            Self::Done(done) => u32::try_from(done.len()).map_or(QUEUE, |it| it.min(QUEUE)),
            Self::Flush(_) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt, future::join};

    use super::*;
    use crate::{
        id::{AppId, PageId},
        store::Position,
    };

    fn reports(count: u32) -> Vec<Done> {
        let id = |n| (PageId::new(n).unwrap(), AppId::new(n).unwrap());
        let done = |n: u32| {
            let ((page, app), cursor) = (id(1), Position(n.into()));
            Done { page, app, cursor, delivery: None, parked: None, succeeded: None }
        };
        (0..count).map(done).collect()
    }

    fn sizes(batch: Option<Vec<Report>>) -> Vec<u32> {
        batch.into_iter().flatten().map(|it| it.size()).collect()
    }

    #[tokio::test]
    async fn what_comes_within_a_moment_is_one_batch() {
        let (reports_to, mut inbox) = channel();
        reports_to.tell(reports(1)).await;
        let (batch, ()) = join(inbox.next(), reports_to.tell(reports(2))).await;
        assert_eq!(sizes(batch), [1, 2]);
        drop(reports_to);
        assert!(inbox.next().await.is_none(), "nobody is left");
    }

    #[tokio::test]
    async fn nothing_is_gathered_while_somebody_waits() {
        let (reports_to, mut inbox) = channel();
        reports_to.tell(reports(3)).await;
        let mut written = std::pin::pin!(reports_to.written());
        assert!(written.as_mut().now_or_never().is_none());
        let batch = inbox.next().now_or_never().expect("at once").unwrap();
        let [Report::Done(done), Report::Flush(_)] = &batch[..] else { panic!("two reports, in their order") };
        assert_eq!(done.len(), 3);
        drop(batch);
        assert!(written.now_or_never().is_some(), "given up");
    }

    #[tokio::test]
    async fn there_is_an_end_to_what_waits() {
        let (reports_to, mut inbox) = channel();
        for _ in 0..QUEUE / BATCH {
            reports_to.tell(reports(BATCH)).await;
        }
        let mut one_more = std::pin::pin!(reports_to.tell(reports(1)));
        assert!(one_more.as_mut().now_or_never().is_none(), "there is no room");
        assert_eq!(sizes(inbox.next().now_or_never().expect("at once")), [BATCH]);
        assert!(one_more.now_or_never().is_some(), "there is room again");
        for _ in 1..QUEUE / BATCH {
            assert_eq!(sizes(inbox.next().now_or_never().expect("what is left waits for nothing")), [BATCH]);
        }
        let mut too_many = std::pin::pin!(reports_to.tell(reports(QUEUE)));
        assert!(too_many.as_mut().now_or_never().is_none());
        drop(inbox);
        assert!(too_many.now_or_never().is_some(), "nobody waits for a recorder that has ended");
        assert!(reports_to.written().now_or_never().is_some());
    }
}
