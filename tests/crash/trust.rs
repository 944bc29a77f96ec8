//! Receivers behind TLS: a certificate that the operator's authority has signed is as good as a public one.

use std::{fs, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::{Value, json};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

use crate::{house::House, receiver::Receiver, support::TestStore};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_operators_own_authority_is_trusted() {
    let (authority, acceptor) = authority_and_acceptor();
    let folder = tempfile::tempdir().unwrap();
    let (trusted, foreign) = (folder.path().join("trusted.pem"), folder.path().join("foreign.pem"));
    fs::write(&trusted, authority).unwrap();
    fs::write(&foreign, authority_and_acceptor().0).unwrap();
    let receiver = Receiver::start_with(Some(acceptor)).await;
    let mut house = House::open(TestStore::sqlite().await).await;

    house.server.take().unwrap().kill();
    house.start_with(&[("SSL_CERT_FILE", &foreign)]).await;
    let refused = set_webhook(&house, &receiver).await;
    let message = refused["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("certificate"), "{message}");

    house.server.take().unwrap().kill();
    house.start_with(&[("SSL_CERT_FILE", &trusted)]).await;
    let set = set_webhook(&house, &receiver).await;
    assert_eq!((&set["userErrors"], &set["app"]["webhook"]["url"]), (&json!([]), &json!(receiver.url())));
    house.writes("ada", "m1").await;
    let received = receiver.at_least(1).await;
    assert_eq!((received.len(), received[0].customer()), (1, "ada".to_owned()));
}

async fn set_webhook(house: &House, receiver: &Receiver) -> Value {
    let document = "mutation($app: ID!, $url: String) {
        setWebhook(input: {appId: $app, url: $url}) { app { webhook { url } } userErrors { message } } }";
    let variables = json!({"app": house.bot.id, "url": receiver.url()});
    house.send(&house.scene.admin, document, variables).await.ok()["setWebhook"].take()
}

/// A new authority's certificate as PEM, and who shows one for `localhost` that it has signed.
fn authority_and_acceptor() -> (String, TlsAcceptor) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let authority = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let own_key = KeyPair::generate().unwrap();
    let own = CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&own_key, &issuer).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own_key.serialize_der()));
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![own.der().clone()], key).unwrap();
    (authority, TlsAcceptor::from(Arc::new(config)))
}
