//! The names of real errors: of requests to receivers that misbehave, and of handshakes that fail.

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor, TlsConnector,
    rustls::{
        ClientConfig, RootCertStore, ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

use hyper::body::Bytes;

use super::*;
use crate::{
    clock::ManualClock,
    time::Timestamp,
    webhooks::{
        client::{Client, NoAnswer},
        target::Policy,
    },
};

/// The common name, and the full text, of what a post to this address fails for.
async fn failure(policy: Policy, url: &str) -> (String, String) {
    let client = Client::new(policy, Arc::new(ManualClock::new(Timestamp::default())));
    let error: NoAnswer = client.post(url, [], Bytes::from_static(b"{}")).await.result.unwrap_err();
    (error.name().into_owned(), error.to_string())
}

async fn at_home(url: &str) -> (String, String) {
    failure(Policy { allow_private: true }, url).await
}

/// Answers one request with these bytes, and hangs up.
async fn answering(bytes: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4_096]).await.unwrap();
        // Whoever has read enough hangs up first.
        let _ = stream.write_all(&bytes).await;
    });
    url
}

struct Certified {
    acceptor: TlsAcceptor,
    certificate: CertificateDer<'static>,
}

/// A server's certificate for `localhost`, by nobody but itself, for these years.
fn certified(from: i32, until: i32) -> Certified {
    let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    (params.not_before, params.not_after) = (date_time_ymd(from, 1, 1), date_time_ymd(until, 1, 1));
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap().der().clone();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config =
        ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate.clone()], key).unwrap();
    Certified { acceptor: TlsAcceptor::from(Arc::new(config)), certificate }
}

impl Certified {
    async fn listen(&self) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, acceptor) = (listener.local_addr().unwrap().port(), self.acceptor.clone());
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            // A client that does not trust the certificate hangs up.
            acceptor.accept(stream).await.map(drop)
        });
        port
    }
}

#[tokio::test]
async fn a_connection_that_fails_has_a_name() {
    let nobody = TcpSocket::new_v4().unwrap();
    nobody.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let (name, text) = at_home(&format!("http://{}/", nobody.local_addr().unwrap())).await;
    assert_eq!(name, "connection refused");
    assert!(text.contains("os error"), "the whole text is kept beside it: {text}");

    assert_eq!(at_home(&answering(Vec::new()).await).await.0, "the connection was closed");
    assert_eq!(at_home(&answering(b"\0 I am no web server\r\n\r\n".to_vec()).await).await.0, "the answer is not HTTP");
    let endless = [&b"HTTP/1.1 200 OK\r\nx: "[..], &vec![b'x'; 1 << 20]].concat();
    assert_eq!(at_home(&answering(endless).await).await.0, "the answer's headers are too long");
    // Longer than a label may be: no resolver is asked.
    assert_eq!(at_home(&format!("http://{}.invalid/", "a".repeat(64))).await.0, "the name could not be resolved");
}

#[tokio::test]
async fn an_address_that_is_not_allowed_is_called_so_whoever_finds_out() {
    for url in ["http://127.0.0.1:9/", "http://localhost:9/"] {
        let (name, text) = failure(Policy::default(), url).await;
        assert_eq!(name, "the address is not allowed");
        assert!(text.contains("is no public address"), "{text}");
    }
}

#[tokio::test]
async fn certificates_fail_for_one_reason_each() {
    for (from, until, expected) in [
        (2_000, 2_001, "the certificate has expired"),
        (2_999, 3_000, "the certificate is not valid yet"),
        (2_000, 3_000, "the certificate is not trusted"),
    ] {
        let port = certified(from, until).listen().await;
        let (name, text) = at_home(&format!("https://localhost:{port}/")).await;
        assert_eq!(name, expected, "{text}");
    }
    let plain = answering(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()).await.replace("http:", "https:");
    assert_eq!(at_home(&plain).await.0, "no TLS connection came about");
}

#[tokio::test]
async fn a_trusted_certificate_for_another_name_is_called_so() {
    let certified = certified(2_000, 3_000);
    let mut roots = RootCertStore::empty();
    roots.add(certified.certificate.clone()).unwrap();
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let stream = TcpStream::connect(("127.0.0.1", certified.listen().await)).await.unwrap();
    let elsewhere = "example.org".try_into().unwrap();
    let error = TlsConnector::from(Arc::new(config)).connect(elsewhere, stream).await.unwrap_err();
    // As the connector passes it on.
    assert_eq!(name(&io::Error::other(error)), "the certificate is not for this name");
}

#[test]
fn what_has_no_name_is_told_without_numbers() {
    assert_eq!(name(&io::Error::other("17 of 4,096 bytes")), "… of …,… bytes");
}
