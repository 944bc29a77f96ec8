//! What stands before Baton where clients insist on HTTPS: it ends their TLS, and hands on the bytes.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

pub struct Tls {
    /// `localhost` with the port.
    pub host: String,
    /// The file of the certificate, which clients are told to trust.
    pub certificate: PathBuf,
    task: JoinHandle<()>,
}

impl Tls {
    pub async fn before(origin: &str, folder: &Path) -> Self {
        let behind = origin.trim_start_matches("http://").to_owned();
        let rcgen::CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let certificate = folder.join("certificate.pem");
        std::fs::write(&certificate, cert.pem()).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
        let config =
            ServerConfig::builder().with_no_client_auth().with_single_cert(vec![cert.der().clone()], key).unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = format!("localhost:{}", listener.local_addr().unwrap().port());
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (acceptor, behind) = (acceptor.clone(), behind.clone());
                tokio::spawn(async move {
                    let mut client = acceptor.accept(stream).await.unwrap();
                    let mut server = TcpStream::connect(behind).await.unwrap();
                    // Either may hang up.
                    let _ = copy_bidirectional(&mut client, &mut server).await;
                });
            }
        });
        Self { host, certificate, task }
    }
}

impl Drop for Tls {
    fn drop(&mut self) {
        self.task.abort();
    }
}
