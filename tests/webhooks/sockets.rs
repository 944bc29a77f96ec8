//! Receivers that misbehave, each in its own way, on real sockets.

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use serde_json::{Value, json};
use tokio::{
    io::BufReader,
    net::{TcpListener, TcpSocket},
    sync::Notify,
};
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

in_both_shops!(
    every_kind_of_failure_is_told_and_tried_again,
    a_receiver_that_never_answers_is_given_ten_seconds,
    an_answer_after_five_seconds_is_shown_as_slow,
    a_receiver_that_was_down_is_sent_it_later,
    answers_are_read_to_a_limit,
    a_certificate_that_nobody_trusts_is_told_and_tried_again,
    events_that_failed_for_a_certificate_are_counted_together,
);

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

async fn an_answer_after_five_seconds_is_shown_as_slow(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    for (customer, millis, slow) in [("ada", 4_999, false), ("bob", 5_000, true)] {
        let told = Arc::new(Notify::new());
        receiver.then([Does::Lingers(told.clone())]);
        let so_far = receiver.received().len();
        let thread = shop.writes(customer, customer).await;
        receiver.at_least(so_far + 1).await;
        shop.server.clock.advance_millis(millis);
        told.notify_one();
        let delivery = shop.deliveries_with(&shop.bot, &format!("threadId: \"{thread}\""), &[1]).await.remove(0);
        assert_eq!((&delivery["status"], &delivery["attempts"][0]["slow"]), (&json!("DELIVERED"), &json!(slow)));
    }
}

async fn a_receiver_that_was_down_is_sent_it_later(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    let address = receiver.address;
    receiver.stop().await;
    // Bound and not listening: nobody else gets the port meanwhile.
    let port = TcpSocket::new_v4().unwrap();
    port.set_reuseaddr(true).unwrap();
    port.bind(address).unwrap();
    let thread = shop.writes("ada", "m1").await;
    let filter = format!("threadId: \"{thread}\"");
    let waiting = shop.deliveries_with(&shop.bot, &filter, &[1]).await.remove(0);
    let told = waiting["attempts"][0]["error"].as_str().unwrap();
    assert!(waiting["status"] == "WAITING" && told.contains("Connection refused"), "{waiting}");
    let receiver = Receiver::on(port.listen(16).unwrap(), None);
    shop.server.clock.advance_millis(5_500);
    let delivered = shop.deliveries_with(&shop.bot, &filter, &[2]).await.remove(0);
    assert_eq!((&delivered["status"], receiver.received().len()), (&json!("DELIVERED"), 1));
}

async fn answers_are_read_to_a_limit(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    let long = format!("x-long: {}\r\n", "x".repeat(1_000)).repeat(50);
    receiver.then([Does::Floods, Does::Answers(200, long.leak())]);
    for (customer, head, body) in [("ada", None, 1_024), ("bob", Some(2_048), "thanks\\u{1b}[31m".len())] {
        let thread = shop.writes(customer, customer).await;
        shop.deliveries_with(&shop.bot, &format!("threadId: \"{thread}\", status: DELIVERED"), &[1]).await;
        let document = "query($app: ID!) { webhookDeliveries(appId: $app, first: 1) {
            nodes { attempts { responseHead responseBody } } } }";
        let data = shop.admin(document, json!({"app": shop.bot.id})).await;
        let attempt = &data["webhookDeliveries"]["nodes"][0]["attempts"][0];
        assert_eq!(attempt["responseBody"].as_str().unwrap().len(), body);
        let told = attempt["responseHead"].as_str().unwrap().chars().count();
        assert!(head.is_none_or(|it| it == told), "{told} characters of the head");
    }
    // Nobody reads a connection to its end whose body has none.
    receiver.sated().await;
}

async fn a_certificate_that_nobody_trusts_is_told_and_tried_again(shop: Shop) {
    let (receiver, distrusted) = (Receiver::start().await, Receiver::start_with(Some(acceptor(3_000))).await);
    shop.set_webhook(&shop.bot, &receiver).await;
    shop.move_webhook(&shop.bot, &distrusted.url()).await;
    let thread = shop.writes("ada", "m1").await;
    let filter = format!("threadId: \"{thread}\"");
    let waiting = shop.deliveries_with(&shop.bot, &filter, &[1]).await.remove(0);
    let told = waiting["attempts"][0]["error"].as_str().unwrap();
    assert!(waiting["status"] == "WAITING" && told.contains("certificate"), "{waiting}");
    shop.move_webhook(&shop.bot, &receiver.url()).await;
    shop.server.clock.advance_millis(5_500);
    let delivered = shop.deliveries_with(&shop.bot, &filter, &[2]).await.remove(0);
    assert_eq!(delivered["status"], "DELIVERED");
    assert_eq!((distrusted.received().len(), receiver.received().len()), (0, 1));
}

/// The error's own text tells moments and spans, which differ from try to try.
async fn events_that_failed_for_a_certificate_are_counted_together(shop: Shop) {
    let expired = Receiver::start_with(Some(acceptor(2_001))).await;
    shop.move_webhook(&shop.bot, &expired.url()).await;
    shop.writes("ada", "m1").await;
    shop.writes("bob", "m2").await;
    shop.give_up_all(&shop.bot, "", 2).await;
    let failed = shop.deliveries(&shop.bot, "status: FAILED").await;
    let told = failed[0]["attempts"][0]["error"].as_str().unwrap();
    assert!(told.contains("verification time"), "the whole text is kept: {told}");
    let document = "query($app: ID!) { webhookFailures(appId: $app) { nodes { cause count statusCode } } }";
    let failures = shop.admin(document, json!({"app": shop.bot.id})).await["webhookFailures"]["nodes"].take();
    assert_eq!(failures, json!([{"cause": "the certificate has expired", "count": 2, "statusCode": null}]));
}

/// With a certificate for `localhost` that nobody but itself vouches for, good until this year begins.
fn acceptor(until: i32) -> TlsAcceptor {
    let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    (params.not_before, params.not_after) = (date_time_ymd(2_000, 1, 1), date_time_ymd(until, 1, 1));
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap().der().clone();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate], key).unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// A receiver with a certificate that nobody vouches for is sent nothing.
#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let shop = Shop::open(TestStore::sqlite().await).await;
    let acceptor = acceptor(3_000);
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
