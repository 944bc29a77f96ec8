//! The portal's files and views.

use reqwest::StatusCode;

use crate::{
    browser::Browser,
    support::{TestStore, server::TestServer},
};

const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

#[tokio::test]
async fn every_view_is_the_portal_and_nothing_else_is() {
    let store = TestStore::sqlite().await;
    let server = TestServer::start(&store.url).await;
    let browser = Browser::new(&server);
    for view in ["/", "/sign-in", "/p/1/inbox?thread=2", "/invitation/abc", "/graphql"] {
        let page = browser.get(view, &[HTML]).await;
        assert_eq!(page.status(), StatusCode::OK, "{view}");
        assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"), "{view}");
        let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("script-src 'self' 'unsafe"), "{policy}");
        assert!(page.text().await.unwrap().contains("Baton"), "{view}");
    }
    // The root is the portal for whoever asks; elsewhere a program that asks for nothing in particular gets no page.
    assert_eq!(browser.get("/", &[]).await.status(), StatusCode::OK);
    assert_eq!(browser.get("/sign-in", &[]).await.status(), StatusCode::NOT_FOUND);
    for nothing in ["/assets/none.js", "/.vite/manifest.json", "/index.html.br"] {
        let answer = browser.get(nothing, &[HTML]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{nothing}");
        assert!(answer.text().await.unwrap().contains("NOT_FOUND"), "{nothing}");
    }
    let asked = browser.get("/graphql?query={__typename}", &[HTML]).await;
    assert_eq!(asked.text().await.unwrap(), r#"{"data":{"__typename":"Query"}}"#);
}

/// Where the portal was built: without Node there is one page, which says how.
#[tokio::test]
async fn assets_last_and_are_compressed() {
    let store = TestStore::sqlite().await;
    let server = TestServer::start(&store.url).await;
    let browser = Browser::new(&server);
    let page = browser.get("/", &[HTML]).await.text().await.unwrap();
    let Some((_, after)) = page.split_once("src=\"/assets/") else {
        assert!(page.contains("make run"), "{page}");
        return;
    };
    let script = format!("/assets/{}", after.split('"').next().unwrap());
    for (accepted, encoding) in
        [("gzip, deflate, br", Some("br")), ("gzip", Some("gzip")), ("br;q=0", None), ("", None)]
    {
        let file = browser.get(&script, &[("accept-encoding", accepted)]).await;
        let header = |name: &str| file.headers().get(name).map(|it| it.to_str().unwrap().to_owned());
        assert_eq!(header("content-encoding").as_deref(), encoding, "{accepted}");
        assert_eq!(header("cache-control").as_deref(), Some("public, max-age=31536000, immutable"));
        assert_eq!(header("vary").as_deref(), Some("accept-encoding"));
        let tag = header("etag").unwrap();
        let known = browser.get(&script, &[("accept-encoding", accepted), ("if-none-match", &tag)]).await;
        assert_eq!(known.status(), StatusCode::NOT_MODIFIED, "{accepted}");
    }
}
