//! Receivers that misbehave, each in its own way, on real sockets.

use std::sync::Arc;

use serde_json::Value;
use tokio::{io::BufReader, net::TcpListener};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

use crate::{
    receiver::{Does, Receiver, read},
    shop::{Shop, in_both_shops},
    support::TestStore,
};

in_both_shops!(every_kind_of_failure_is_told_and_tried_again, a_receiver_that_never_answers_is_given_ten_seconds);

async fn every_kind_of_failure_is_told_and_tried_again(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    let cases = [
        (Does::Answers(500, ""), Some(500), None),
        (Does::Answers(404, ""), Some(404), None),
        (Does::Answers(301, "location: http://127.0.0.1:9/\r\n"), Some(301), None),
        (Does::BreaksOff, Some(200), Some("the answer broke off")),
        (Does::Babbles, None, Some("invalid HTTP version")),
        (Does::HangsUp, None, Some("connection closed before message completed")),
    ];
    for (number, (does, status, error)) in cases.into_iter().enumerate() {
        receiver.then([does.clone()]);
        let thread = shop.writes(&format!("customer-{number}"), &format!("m{number}")).await;
        let filter = format!("threadId: \"{thread}\"");
        let delivery = shop.deliveries_with(&shop.bot, &filter, &[1]).await.remove(0);
        let attempt = &delivery["attempts"][0];
        assert_eq!(delivery["status"], "WAITING", "{does:?}");
        assert_eq!(attempt["statusCode"].as_i64(), status, "{does:?}: {attempt}");
        let told = attempt["error"].as_str();
        assert!(
            told == error || told.zip(error).is_some_and(|(told, error)| told.contains(error)),
            "{does:?}: {attempt}"
        );
        shop.server.clock.advance_millis(5_500);
        let again = shop.deliveries_with(&shop.bot, &filter, &[2]).await.remove(0);
        assert_eq!(again["status"], "DELIVERED", "{does:?}");
    }
}

async fn a_receiver_that_never_answers_is_given_ten_seconds(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then([Does::KeepsSilent]);
    let thread = shop.writes("ada", "m1").await;
    receiver.at_least(1).await;
    shop.server.clock.advance_millis(9_999);
    shop.writes("bob", "m2").await;
    receiver.at_least(2).await;
    assert_eq!(shop.deliveries(&shop.bot, &format!("threadId: \"{thread}\"")).await, Vec::<Value>::new());
    shop.server.clock.advance_millis(1);
    let delivery = shop.deliveries_with(&shop.bot, &format!("threadId: \"{thread}\""), &[1]).await.remove(0);
    assert_eq!(delivery["attempts"][0]["error"], "no answer within 10 s");
}

/// A receiver with a certificate that nobody vouches for is sent nothing.
#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let shop = Shop::open(TestStore::sqlite().await).await;
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![cert.der().clone()], key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/hook", listener.local_addr().unwrap().port());
    let receiver = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let stream = acceptor.accept(stream).await;
        match stream {
            Ok(stream) => read(&mut BufReader::new(stream)).await.is_some(),
            Err(_) => false,
        }
    });
    let refused = shop.try_to_set_webhook(&shop.bot, &url).await;
    let message = refused["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("certificate"), "{message}");
    assert!(!receiver.await.unwrap(), "nothing was sent");
}
