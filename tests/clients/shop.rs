//! A server with a page whose primary receiver is the bot, and a desk beside it.

use serde_json::json;
use tempfile::TempDir;

use crate::{
    servers::{
        process::{Process, admin_token},
        scene::{Scene, text},
    },
    support::sqlite,
    tls::Tls,
};

pub const CUSTOMER: &str = "7000001";
pub const VERIFY_TOKEN: &str = "meerkat";

pub struct Shop {
    pub scene: Scene,
    secret: String,
    tls: Tls,
    server: Process,
    /// The database's and the server's own.
    _folders: (TempDir, TempDir),
}

impl Shop {
    pub async fn open() -> Self {
        let (url, database) = sqlite::database();
        let folder = tempfile::tempdir().unwrap();
        let server = Process::serve(&url, folder.path()).await;
        let admin = admin_token(&url, folder.path()).await;
        let scene = Scene::open(vec![server.origin.clone()], admin).await;
        let set_up = "mutation($page: ID!, $app: ID!) {
            rotateAppSecret(input: {appId: $app}) { appSecret userErrors { code } }
            setPrimaryReceiver(input: {pageId: $page, appId: $app}) { userErrors { code } }
            subscribeApp(input: {pageId: $page, appId: $app,
                fields: [MESSAGES, MESSAGING_POSTBACKS, MESSAGING_HANDOVERS, STANDBY]}) { userErrors { code } } }";
        let secret = text(&scene.admin(set_up, json!({"app": scene.bot.id})).await["rotateAppSecret"]["appSecret"]);
        let tls = Tls::before(&server.origin, folder.path()).await;
        Self { scene, secret, tls, server, _folders: (database, folder) }
    }

    /// What a script reads from its environment.
    pub fn environment(&self) -> [(&str, &str); 9] {
        [
            ("GRAPH_ORIGIN", &self.server.origin),
            ("GRAPH_HOST", &self.tls.host),
            ("NODE_EXTRA_CA_CERTS", self.tls.certificate.to_str().unwrap()),
            ("PAGE_ID", &self.scene.page),
            ("PAGE_ACCESS_TOKEN", &self.scene.bot.token),
            ("APP_ID", &self.scene.bot.id),
            ("APP_SECRET", &self.secret),
            ("DESK_APP_ID", &self.scene.desk.id),
            ("VERIFY_TOKEN", VERIFY_TOKEN),
        ]
    }
}
