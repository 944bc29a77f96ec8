//! HTTP/1.1 on one connection that stays open: as much of it as calling one address over and over needs.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{BenchError, Target, error::excerpt};

/// Bytes of an answer's head at most.
const MOST_HEAD_BYTES: usize = 64 * 1024;
/// Bytes of an answer's body at most.
const MOST_BODY_BYTES: usize = 64 * 1024 * 1024;
/// The room for answers that a connection begins with: small ones fit.
const FIRST_ROOM: usize = 4 * 1024;

/// A connection that carries one call at a time.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    answer: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer<'a> {
    pub status: u16,
    pub body: &'a [u8],
}

impl Connection {
    pub async fn open(target: &Target) -> Result<Self, BenchError> {
        let stream = TcpStream::connect(&target.address).await;
        let stream = stream.map_err(|error| BenchError::Connect(target.address.clone(), error))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, answer: Vec::with_capacity(FIRST_ROOM) })
    }

    /// Sends a whole request and waits for the whole answer.
    pub async fn call(&mut self, request: &[u8]) -> Result<Answer<'_>, BenchError> {
        self.stream.write_all(request).await?;
        self.answer.clear();
        let body = loop {
            self.read_more().await?;
            if let Some(end) = self.answer.windows(4).position(|it| it == b"\r\n\r\n") {
                break end + 4;
            }
            if self.answer.len() > MOST_HEAD_BYTES {
                return Err(unreadable(&self.answer));
            }
        };
        let head = &self.answer[..body];
        let (Some(status), Some(length)) = (status(head), length(head)) else { return Err(unreadable(head)) };
        if length > MOST_BODY_BYTES {
            return Err(unreadable(head));
        }
        while self.answer.len() < body + length {
            self.read_more().await?;
        }
        Ok(Answer { status, body: &self.answer[body..body + length] })
    }

    async fn read_more(&mut self) -> Result<(), BenchError> {
        match self.stream.read_buf(&mut self.answer).await? {
            0 => Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into()),
            _ => Ok(()),
        }
    }
}

impl<'a> Answer<'a> {
    /// The body of an answer that was one.
    pub fn ok(self) -> Result<&'a [u8], BenchError> {
        match self.status {
            200 => Ok(self.body),
            401 => Err(BenchError::Token),
            429 => Err(BenchError::Limited),
            _ => Err(BenchError::Answer { expected: "status 200", answer: excerpt(self.body) }),
        }
    }
}

fn unreadable(head: &[u8]) -> BenchError {
    BenchError::Answer { expected: "HTTP/1.1 with a content-length", answer: excerpt(head) }
}

fn status(head: &[u8]) -> Option<u16> {
    let status = head.strip_prefix(b"HTTP/1.1 ")?.get(..3)?;
    std::str::from_utf8(status).ok()?.parse().ok()
}

fn length(head: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"content-length:";
    let mut lines = head.split(|&it| it == b'\n');
    let line = lines.find(|it| it.get(..NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME)))?;
    std::str::from_utf8(&line[NAME.len()..]).ok()?.trim().parse().ok()
}

/// A request that differs from call to call in its body alone.
#[derive(Clone, Debug)]
pub struct Request {
    /// Up to the body's length.
    head: Vec<u8>,
    whole: Vec<u8>,
}

impl Request {
    pub fn new(target: &Target, token: &str) -> Self {
        let Target { address, path, .. } = target;
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\naccept: application/json\r\ncontent-length: "
        );
        Self { head: head.into_bytes(), whole: Vec::new() }
    }

    /// The request with this body.
    pub fn with(&mut self, body: &str) -> &[u8] {
        self.whole.clear();
        self.whole.extend_from_slice(&self.head);
        self.whole.extend_from_slice(body.len().to_string().as_bytes());
        self.whole.extend_from_slice(b"\r\n\r\n");
        self.whole.extend_from_slice(body.as_bytes());
        &self.whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_tells_status_and_length() {
        let head = b"HTTP/1.1 200 OK\r\nvary: accept\r\nContent-Length:  17 \r\n\r\n";
        assert_eq!((status(head), length(head)), (Some(200), Some(17)));
        assert_eq!(length(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"), None);
        assert_eq!(status(b"HTTP/1.0 200 OK\r\n\r\n"), None);
    }
}
