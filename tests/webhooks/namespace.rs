//! Addresses that webhooks may not reach, tried where there is no network: a missing guard sends nothing anywhere.

use std::{fs, process::Command, sync::Arc};

use baton::{
    app::Baton,
    auth::Keys,
    clock::ManualClock,
    directory::NewApp,
    entropy::SystemEntropy,
    graphql::Services,
    id::AppId,
    store::{Author, webhooks::endpoints},
    webhooks::Sample,
};
use tokio_util::sync::CancellationToken;

use crate::support::{TestStore, server::DAWN};

/// Loopback, private, link-local, metadata, shared, mapped and translated addresses, in several spellings, and a name.
const REFUSED: &[&str] = &[
    "http://127.0.0.1:9/",
    "http://127.1:9/",
    "http://2130706433:9/",
    "http://0x7f000001:9/",
    "http://0.0.0.0:9/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]:9/",
    "http://[::1]:9/",
    "http://[::ffff:127.0.0.1]:9/",
    "http://[::ffff:169.254.169.254]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    "https://127.0.0.1:9/",
    // Resolved by the system: what passes as a name is looked at when a connection is made.
    "http://localhost:9/",
];

/// Brings loopback up with what Python has, and becomes the program that it is given.
const ALONE: &str = "python3 -c 'import fcntl, socket, struct
fcntl.ioctl(socket.socket(), 0x8914, struct.pack(\"16sh\", b\"lo\", 0x41))' && exec \"$0\" \"$@\"";

#[tokio::test]
async fn refused_addresses_are_refused_on_save_and_on_connect() {
    if !is_alone() {
        return begin_again_without_a_network();
    }
    let db = TestStore::sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::load_or_create(&folder.path().join("key.pem"), None).unwrap();
    let clock = Arc::new(ManualClock::new(DAWN));
    let baton = Baton::new(db.store.clone(), keys, clock, Arc::new(SystemEntropy));
    let services = baton.start(&CancellationToken::new()).services;
    let editor = services.directory.by(Author::operator());
    let app = editor.create_app(NewApp { id: None, name: "App".to_owned() }).await.unwrap().id;
    for url in REFUSED {
        let on_save = services.webhooks.set(&editor, app, url, None).await.err().expect(url).to_string();
        let on_connect = connect(&services, &db, app, url).await;
        for told in [on_save, on_connect] {
            assert!(told.contains("is no public address"), "{url}: {told}");
        }
    }
}

/// What a server says that finds the address in its database, as if it had been public when it was saved.
async fn connect(services: &Services, db: &TestStore, app: AppId, url: &str) -> String {
    let tx = db.write().await.unwrap();
    endpoints::set(&tx, app, url, DAWN).await.unwrap();
    tx.commit().await.unwrap();
    // A change of something else lets the server look at its configuration again.
    services.directory.by(Author::operator()).rotate_secret(app, 0).await.unwrap();
    services.webhooks.send_test(app, Sample::Message).await.unwrap().error.unwrap_or_default()
}

/// Whether loopback is the only interface.
fn is_alone() -> bool {
    let interfaces = fs::read_to_string("/proc/net/dev").unwrap();
    interfaces.lines().filter_map(|line| line.split_once(':')).all(|(name, _)| name.trim() == "lo")
}

fn begin_again_without_a_network() {
    let test = "namespace::refused_addresses_are_refused_on_save_and_on_connect";
    let own = std::env::current_exe().unwrap();
    let begin = |flags: &str| {
        let mut unshare = Command::new("unshare");
        unshare.args([flags, "sh", "-c", ALONE]).arg(&own).args(["--exact", test]);
        unshare.output().expect("this test needs unshare (util-linux)")
    };
    // Root may; others make themselves root of a namespace of users first.
    let mut ended = begin("-n");
    if String::from_utf8_lossy(&ended.stderr).contains("unshare failed") {
        ended = begin("-rn");
    }
    let told = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success() && told.contains("1 passed"), "{told}{}", String::from_utf8_lossy(&ended.stderr));
}
