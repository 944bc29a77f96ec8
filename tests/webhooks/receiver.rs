//! A receiver of webhooks on a socket of its own, which does as it is told and writes down what it gets.

use std::{
    collections::{HashMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use standardwebhooks::Webhook;
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
    sync::{Notify, watch},
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::TlsAcceptor;

/// What the receiver does with an event.
#[derive(Clone, Debug)]
pub enum Does {
    /// Answers with a status and headers, each line with its end.
    Answers(u16, &'static str),
    /// Reads, and says nothing for ever.
    KeepsSilent,
    /// Promises more of a body than it sends.
    BreaksOff,
    /// Says something that is not HTTP.
    Babbles,
    /// Hangs up without an answer.
    HangsUp,
    /// Answers 200 once it is told to.
    Lingers(Arc<Notify>),
    /// Answers 200, and sends more of a body for as long as somebody listens.
    Floods,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub headers: HashMap<String, String>,
    pub body: Vec<u8>,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    /// The event itself, out of its envelope.
    pub fn event(&self) -> Value {
        let entry = &self.json()["entry"][0];
        entry.get("messaging").or_else(|| entry.get("standby")).unwrap()[0].clone()
    }

    /// The event's number within its thread is not told to all; the customer is.
    pub fn customer(&self) -> String {
        let event = self.event();
        let is_echo = event["message"]["is_echo"] == true;
        event[if is_echo { "recipient" } else { "sender" }]["id"].as_str().unwrap_or_default().to_owned()
    }

    /// As a library that is not ours signs it: the test's clock is not the one that the library verifies by.
    pub fn is_signed_by(&self, secret: &str) -> bool {
        let webhook = Webhook::from_bytes(secret.as_bytes().to_vec()).unwrap();
        let at = self.headers["webhook-timestamp"].parse().unwrap();
        let expected = webhook.sign(self.id(), at, &self.body).unwrap();
        self.headers["webhook-signature"].split(' ').any(|it| it == expected)
    }
}

pub struct Receiver {
    pub address: SocketAddr,
    tls: bool,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    script: Mutex<VecDeque<Does>>,
    by_default: Mutex<Does>,
    received: watch::Sender<Vec<Received>>,
    /// Clients that had enough of a body without an end.
    sated: watch::Sender<usize>,
}

impl Receiver {
    pub async fn start() -> Self {
        Self::start_with(None).await
    }

    /// With a certificate for `localhost`, if it has one.
    pub async fn start_with(tls: Option<TlsAcceptor>) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), tls)
    }

    pub fn on(listener: TcpListener, tls: Option<TlsAcceptor>) -> Self {
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            script: Mutex::default(),
            by_default: Mutex::new(Does::Answers(200, "")),
            received: watch::Sender::new(Vec::new()),
            sated: watch::Sender::new(0),
        });
        let (serving, acceptor) = (shared.clone(), tls.clone());
        let task = tokio::spawn(async move {
            // Ends with the receiver.
            let mut conversations = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                stream.set_nodelay(true).unwrap();
                let (shared, acceptor) = (serving.clone(), acceptor.clone());
                conversations.spawn(async move {
                    let Some(acceptor) = acceptor else { return shared.converse(stream).await };
                    // A client that does not trust the certificate hangs up.
                    if let Ok(stream) = acceptor.accept(stream).await {
                        shared.converse(stream).await;
                    }
                });
            }
        });
        Self { address, tls: tls.is_some(), shared, task }
    }

    pub fn url(&self) -> String {
        if self.tls {
            format!("https://localhost:{}/hook", self.address.port())
        } else {
            format!("http://{}/hook", self.address)
        }
    }

    /// Hangs up on everybody, and listens no more.
    pub async fn stop(mut self) {
        self.task.abort();
        // Fails because it was aborted.
        let _ = (&mut self.task).await;
    }

    /// Waits until a client has had enough of a body without an end.
    pub async fn sated(&self) {
        self.shared.sated.subscribe().wait_for(|it| *it > 0).await.unwrap();
    }

    /// What it does with the next events, in turn.
    pub fn then(&self, does: impl IntoIterator<Item = Does>) {
        self.shared.script.lock().unwrap().extend(does);
    }

    /// What it does when nothing else was said.
    pub fn always(&self, does: Does) {
        *self.shared.by_default.lock().unwrap() = does;
    }

    /// Everything so far.
    pub fn received(&self) -> Vec<Received> {
        self.shared.received.borrow().clone()
    }

    /// Everything, once it is at least so much.
    pub async fn at_least(&self, count: usize) -> Vec<Received> {
        // As long as something comes, however slowly, it goes on.
        let patience = std::time::Duration::from_secs(60);
        let mut news = self.shared.received.subscribe();
        while news.borrow_and_update().len() < count {
            if tokio::time::timeout(patience, news.changed()).await.is_err() {
                let last: Vec<String> = self.received().iter().rev().take(5).map(|it| it.id().to_owned()).collect();
                panic!("{} of {count} came, at last {last:?}", self.received().len());
            }
        }
        self.received()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    async fn converse(&self, stream: impl AsyncRead + AsyncWrite + Unpin) {
        let mut stream = BufReader::new(stream);
        while let Some((line, request)) = read(&mut stream).await {
            if let Some(challenge) = line.split("hub.challenge=").nth(1) {
                let challenge = challenge.split([' ', '&']).next().unwrap();
                let is_ours = line.contains("hub.mode=subscribe&")
                    && (line.contains("hub.verify_token=meerkat&") || !line.contains("hub.verify_token"));
                let (status, said) = if is_ours { (200, challenge) } else { (403, "who are you?") };
                answer(&mut stream, status, "", said).await;
                continue;
            }
            let does = self.script.lock().unwrap().pop_front();
            let does = does.unwrap_or_else(|| self.by_default.lock().unwrap().clone());
            self.received.send_modify(|all| all.push(request));
            match does {
                Does::Answers(status, headers) => answer(&mut stream, status, headers, "thanks\u{1b}[31m").await,
                Does::KeepsSilent => std::future::pending().await,
                Does::BreaksOff => {
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf").await;
                    return;
                }
                Does::Babbles => {
                    let _ = stream.write_all(b"\x00\x01 I am no web server\r\n\r\n").await;
                    return;
                }
                Does::HangsUp => return,
                Does::Lingers(told) => {
                    told.notified().await;
                    answer(&mut stream, 200, "", "at last").await;
                }
                Does::Floods => {
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n").await;
                    while stream.write_all(&[b'x'; 4_096]).await.is_ok() {}
                    return self.sated.send_modify(|it| *it += 1);
                }
            }
        }
    }
}

async fn answer(stream: &mut (impl AsyncWrite + Unpin), status: u16, headers: &str, body: &str) {
    let head = format!("HTTP/1.1 {status} Said\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    // Whoever asked may be gone.
    let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
}

/// The request line, and the request; `None` at the end.
pub async fn read(stream: &mut (impl AsyncRead + Unpin + AsyncBufReadExt)) -> Option<(String, Received)> {
    let mut line = String::new();
    if stream.read_line(&mut line).await.ok()? == 0 {
        return None;
    }
    let mut headers = HashMap::new();
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).await.ok()?;
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").map_or(0, |it| it.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some((line, Received { headers, body }))
}
