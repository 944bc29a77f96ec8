//! The page's configuration, changed by one client at a time, so that the order of the changes is known.

use std::collections::{BTreeMap, HashMap};

use baton::{
    id::{AppId, PageId},
    protocol::{
        EntryPointSource, Fields, Menu, MenuAction, MenuItem, Page, Platform, ReleasePolicy, Settings, Subscriber,
    },
    time::{Seconds, Timestamp},
};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};

use crate::weather::{Bearer, Moment, PAYLOAD, Span, Weather, read};

/// Ads that may have an entry point.
pub const ADS: [&str; 2] = ["ad-1", "ad-2"];

/// The page as one change left it.
pub struct Setting {
    pub page: Page,
    /// The app that left by this change.
    pub leaver: Option<AppId>,
    pub span: Span,
}

pub struct Keeper {
    /// All that the page has been; the last is in force.
    pub history: Vec<Setting>,
    /// What review and testers grant each app, subscribed or not.
    apps: BTreeMap<AppId, Subscriber>,
    /// The ids of the entry points, by their ads.
    entries: HashMap<&'static str, String>,
}

/// A change, as it is asked for and as it is meant.
struct Change {
    operation: &'static str,
    input: Value,
    /// Who asks, if not an administrator: an app, by its token.
    token: Option<String>,
    page: Page,
    leaver: Option<AppId>,
    /// With which code it is refused, if it must be.
    refusal: Option<&'static str>,
}

impl Keeper {
    pub fn new(id: PageId, apps: impl Iterator<Item = AppId>) -> Self {
        let granted = Subscriber { fields: Fields::MESSAGES, live: true, ..Subscriber::default() };
        let apps: BTreeMap<_, _> = apps.map(|app| (app, granted.clone())).collect();
        let page = Page {
            id,
            platform: Platform::Messenger,
            settings: Settings::default(),
            primary_receiver: None,
            subscribers: apps.clone(),
            entry_points: BTreeMap::new(),
            menu: None,
        };
        let dawn = Moment { tick: 0, position: 0, now: Timestamp::from_millis(0) };
        let first = Setting { page, leaver: None, span: Span { from: dawn, to: dawn } };
        Self { history: vec![first], apps, entries: HashMap::new() }
    }

    /// One change, at one of the servers.
    pub async fn change(&mut self, weather: &Weather, dice: &mut StdRng) {
        let change = self.draw(weather, dice);
        let server = dice.random_range(0..weather.servers.len());
        let token = change.token.as_deref().unwrap_or(weather.admin());
        let shown = match change.operation {
            "setEntryPoint" => "page { entryPoints { id key } }",
            _ => "",
        };
        let from = weather.moment().await;
        let answer = weather.mutate(server, token, change.operation, change.input, shown).await;
        let to = weather.moment().await;
        if change.token.is_some() && answer.code() == "FORBIDDEN" {
            // A server may learn a second late that an app is back.
            return;
        }
        let payload = answer.ok()[change.operation].take();
        assert_eq!(payload["userErrors"][0]["code"].as_str(), change.refusal, "{}: {payload}", change.operation);
        if change.refusal.is_some() {
            return;
        }
        if change.operation == "setEntryPoint" {
            let listed = payload["page"]["entryPoints"].as_array().unwrap();
            let id = |ad: &str| listed.iter().find(|it| it["key"] == ad).map(|it| read(&it["id"]));
            self.entries = ADS.iter().filter_map(|&ad| Some((ad, id(ad)?))).collect();
        }
        self.history.push(Setting { page: change.page, leaver: change.leaver, span: Span { from, to } });
    }

    fn draw(&mut self, weather: &Weather, dice: &mut StdRng) -> Change {
        let mut page = self.history.last().unwrap().page.clone();
        let by = weather.apps.choose(dice).unwrap();
        let app = by.id;
        let is_known = page.is_subscribed(app);
        if !is_known && dice.random() {
            return Change::comes_back(page, app, self.apps[&app].clone());
        }
        let refusal = (!is_known).then_some("TARGET_NOT_SUBSCRIBED");
        let input = json!({"pageId": page.id.to_string(), "appId": app.to_string()});
        match dice.random_range(0..14) {
            0..3 => {
                page.primary_receiver = Some(app);
                Change { refusal, ..Change::new("setPrimaryReceiver", input, page) }
            }
            3 => {
                page.primary_receiver = None;
                let nobody = json!({"pageId": page.id.to_string(), "appId": null});
                Change::new("setPrimaryReceiver", nobody, page)
            }
            4..7 => Change::settings(page, dice),
            7 | 8 => {
                let ad = *ADS.choose(dice).unwrap();
                page.entry_points.insert((EntryPointSource::Ad, ad.to_owned()), app);
                let input = with(input, json!({"source": "AD", "key": ad}));
                Change { refusal, ..Change::new("setEntryPoint", input, page) }
            }
            9 => match page.entry_points.pop_first() {
                None => Change::settings(page, dice),
                Some(((_, ad), _)) => Change::new("deleteEntryPoint", json!({"id": self.entries[ad.as_str()]}), page),
            },
            10 => self.reviewed(page, app, weather, dice),
            11 if is_known => {
                page.subscribers.remove(&app);
                page.entry_points.retain(|_, to| *to != app);
                page.menu.take_if(|menu| menu.app == app);
                page.primary_receiver.take_if(|primary| *primary == app);
                Change { leaver: Some(app), ..Change::new("unsubscribeApp", input, page) }
            }
            _ => Change::menu(page, by, dice),
        }
    }

    /// Review grants or takes something, or a customer becomes or is no more the app's tester.
    fn reviewed(&mut self, mut page: Page, app: AppId, weather: &Weather, dice: &mut StdRng) -> Change {
        let mut granted = self.apps[&app].clone();
        let id = app.to_string();
        let (operation, input) = if dice.random() {
            granted.live = dice.random_ratio(5, 6);
            granted.human_agent = dice.random();
            ("reviewApp", json!({"appId": id, "live": granted.live, "humanAgent": granted.human_agent}))
        } else {
            let customer = Weather::customer(dice.random_range(0..weather.places.len()));
            let input = json!({"appId": id, "customerId": customer});
            let customer = customer.parse().unwrap();
            if granted.testers.remove(&customer) {
                ("removeAppTester", input)
            } else {
                granted.testers.insert(customer);
                ("addAppTester", input)
            }
        };
        if let Some(subscriber) = page.subscribers.get_mut(&app) {
            subscriber.clone_from(&granted);
        }
        self.apps.insert(app, granted);
        Change::new(operation, input, page)
    }
}

impl Change {
    fn new(operation: &'static str, input: Value, page: Page) -> Self {
        Self { operation, input, token: None, page, leaver: None, refusal: None }
    }

    fn settings(mut page: Page, dice: &mut StdRng) -> Self {
        let on = page.id.to_string();
        let settings = &mut page.settings;
        let input = match dice.random_range(0..4) {
            0 => {
                let seconds = *[60, 3_600, 86_400].choose(dice).unwrap();
                settings.idle_timeout = Seconds(seconds);
                json!({"pageId": on, "idleTimeout": seconds})
            }
            1 => {
                settings.enforce_messaging_window ^= true;
                json!({"pageId": on, "enforceMessagingWindow": settings.enforce_messaging_window})
            }
            _ if settings.on_release == ReleasePolicy::Idle => {
                settings.on_release = ReleasePolicy::NextRequest;
                json!({"pageId": on, "onRelease": "NEXT_REQUEST"})
            }
            _ => {
                settings.on_release = ReleasePolicy::Idle;
                json!({"pageId": on, "onRelease": "IDLE"})
            }
        };
        Self::new("updatePageSettings", input, page)
    }

    fn comes_back(mut page: Page, app: AppId, granted: Subscriber) -> Self {
        let input = json!({"pageId": page.id.to_string(), "appId": app.to_string(), "fields": ["MESSAGES"]});
        page.subscribers.insert(app, granted);
        Self::new("subscribeApp", input, page)
    }

    /// An app sets or deletes the page's menu (`page_menu`).
    fn menu(mut page: Page, by: &Bearer<AppId>, dice: &mut StdRng) -> Self {
        let on = page.id.to_string();
        let is_refused = page.primary_receiver.is_some_and(|it| it != by.id);
        let (operation, input) = if dice.random_ratio(1, 4) {
            page.menu = None;
            ("deletePageMenu", json!({"pageId": on}))
        } else {
            let item = MenuItem { title: "Buy".to_owned(), action: MenuAction::Payload(PAYLOAD.to_owned()) };
            page.menu = Some(Menu { app: by.id, items: vec![item], updated_at: Timestamp::default() });
            ("setPageMenu", json!({"pageId": on, "items": [{"title": "Buy", "payload": PAYLOAD}]}))
        };
        let refusal = is_refused.then_some("MENU_NOT_ALLOWED");
        Self { token: Some(by.token.clone()), refusal, ..Self::new(operation, input, page) }
    }
}

fn with(mut input: Value, more: Value) -> Value {
    let Value::Object(more) = more else { unreachable!("an object") };
    input.as_object_mut().unwrap().extend(more);
    input
}
