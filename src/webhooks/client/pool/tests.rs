//! When a connection is used again, and when it is not.

use std::collections::BTreeSet;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    task::yield_now,
};

use super::*;
use crate::{
    clock::ManualClock,
    webhooks::{
        client::{Client, TIME_OUT},
        target::Policy,
    },
};

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
/// Turns that are given to others until they have surely done what they can.
const TURNS: usize = 10_000;

struct Desk {
    client: Client,
    clock: Arc<ManualClock>,
    url: String,
    /// The number of the connection that each request came on.
    requests: mpsc::Receiver<usize>,
}

impl Desk {
    /// A receiver that gives this answer, and hangs up after so many on one connection.
    async fn open(answer: &'static [u8], answers: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?a=1", listener.local_addr().unwrap());
        let (seen, requests) = mpsc::channel(8);
        tokio::spawn(async move {
            for number in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, number, answer, answers, seen.clone()));
            }
        });
        let clock = Arc::new(ManualClock::new(Timestamp::default()));
        let client = Client::new(Policy { allow_private: true }, clock.clone());
        Self { client, clock, url, requests }
    }

    async fn post(&self) {
        let answer = self.client.post(&self.url, [], Bytes::from_static(b"{}")).await;
        assert_eq!(answer.result.unwrap().status, 200);
    }

    fn pool(&self) -> &Pool {
        self.client.connections.get().unwrap()
    }

    /// How many free connections there are, open or closed.
    fn free(&self) -> usize {
        self.pool().lock().by_receiver.values().map(Vec::len).sum()
    }

    async fn until(&self, holds: impl Fn(&Free) -> bool) {
        for _ in 0..TURNS {
            if holds(&self.pool().lock()) {
                return;
            }
            yield_now().await;
        }
        panic!("it never came to this");
    }

    async fn rested(&self) {
        self.until(|free| free.by_receiver.values().flatten().all(|it| it.connection.is_ready())).await;
    }

    async fn used(mut self) -> Vec<usize> {
        drop(self.client);
        self.requests.close();
        let mut used = Vec::new();
        while let Some(number) = self.requests.recv().await {
            used.push(number);
        }
        used
    }
}

async fn serve(mut stream: TcpStream, number: usize, answer: &'static [u8], answers: usize, seen: mpsc::Sender<usize>) {
    for _ in 0..answers {
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n{}") {
            if stream.read_buf(&mut request).await.unwrap() == 0 {
                return;
            }
        }
        let text = String::from_utf8(request).unwrap();
        assert!(text.starts_with("POST /hook?a=1 HTTP/1.1\r\n"), "{text}");
        assert!(text.contains(&format!("host: {}\r\n", stream.local_addr().unwrap())), "{text}");
        // Nobody may be interested any more.
        let _ = seen.send(number).await;
        stream.write_all(answer).await.unwrap();
    }
}

#[tokio::test]
async fn one_connection_serves_one_request_after_the_other() {
    let desk = Desk::open(ANSWER, usize::MAX).await;
    for _ in 0..3 {
        desk.post().await;
        desk.rested().await;
    }
    assert_eq!(desk.free(), 1);
    assert_eq!(desk.used().await, [0, 0, 0]);
}

#[tokio::test]
async fn requests_at_the_same_time_take_connections_of_their_own() {
    let desk = Desk::open(ANSWER, usize::MAX).await;
    tokio::join!(desk.post(), desk.post(), desk.post());
    desk.rested().await;
    tokio::join!(desk.post(), desk.post());
    let used = desk.used().await;
    assert_eq!(used.len(), 5);
    assert_eq!(used.into_iter().collect::<BTreeSet<_>>().len(), 3);
}

#[tokio::test]
async fn a_connection_that_the_receiver_closed_is_no_failure() {
    let desk = Desk::open(ANSWER, 1).await;
    for _ in 0..3 {
        desk.post().await;
        desk.until(|free| free.by_receiver.values().flatten().all(|it| it.connection.is_closed())).await;
    }
    assert_eq!(desk.used().await, [0, 1, 2]);
}

#[tokio::test]
async fn an_answer_that_was_not_read_to_its_end_takes_its_connection_along() {
    const LONG: usize = 100_000;
    let long: Vec<u8> =
        [format!("HTTP/1.1 200 OK\r\ncontent-length: {LONG}\r\n\r\n").as_bytes(), &[b'x'; LONG]].concat();
    let desk = Desk::open(long.leak(), 1).await;
    desk.post().await;
    assert_eq!(desk.free(), 0);
}

#[tokio::test]
async fn what_nobody_uses_is_closed() {
    let desk = Desk::open(ANSWER, usize::MAX).await;
    desk.post().await;
    desk.rested().await;
    // The sweeper, and nobody else.
    desk.until(|_| desk.clock.sleepers() == 1).await;
    desk.clock.advance(FREE_FOR);
    desk.until(|free| free.by_receiver.is_empty() && !free.is_swept).await;
    desk.post().await;
    assert!(FREE_FOR > TIME_OUT, "else a request in time could lose its connection");
    assert_eq!(desk.used().await, [0, 1]);
}

#[tokio::test]
async fn a_request_has_no_room_for_the_making_of_a_connection() {
    let desk = Desk::open(ANSWER, usize::MAX).await;
    // Nobody promises a future's size: it is 1,832 bytes, and would have some 1,000 more.
    let size = size_of_val(&desk.client.post(&desk.url, [], Bytes::new()));
    assert!(size <= 2_560, "{size} bytes");
}
