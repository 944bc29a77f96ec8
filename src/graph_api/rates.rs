//! Meta's rate limits, which count what apps do on a page; off unless they are set (`GraphRates`).
//!
//! A window begins with its first call and ends after its time. Each server counts for itself.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
};

use serde_json::{Value, json};

use super::{
    call::{Call, OnPage},
    error::GraphError,
};
use crate::{
    http::GraphRates,
    id::PageId,
    protocol::Platform,
    time::{Seconds, Timestamp},
};

/// Windows that are kept before those that have ended are forgotten.
const KEPT: usize = 4_096;

const SECOND: Seconds = Seconds(1);
const TEN_MINUTES: Seconds = Seconds(600);

/// What is counted by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Messages,
    Media,
    Conversations,
    Profile,
    /// For one customer.
    UserSettings(String),
    Calls,
}

/// The windows that are open.
#[derive(Default)]
pub struct Rates {
    rates: GraphRates,
    windows: Mutex<HashMap<(PageId, Kind), Window>>,
}

#[derive(Clone, Copy)]
struct Window {
    ends_at: Timestamp,
    calls: u32,
}

/// How much of what a page may do is used: what Meta's two headers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    page: PageId,
    percent: u64,
    /// Whole seconds, once it is used up.
    wait: Option<u64>,
}

impl Rates {
    pub fn new(rates: GraphRates) -> Self {
        Self { rates, windows: Mutex::default() }
    }

    /// Counts a call about a page by each of its limits, and notes on the call how much is used.
    ///
    /// # Errors
    ///
    /// One of the limits is reached; the call then counts for none.
    pub async fn count(&self, on: &OnPage<'_>) -> Result<(), GraphError> {
        if self.rates == GraphRates::default() {
            return Ok(());
        }
        let limits = self.limits(on).await?;
        let (page, now) = (on.page.record.id, on.services.clock.now());
        let usage = self.take(page, now, &limits);
        on.call.note(usage);
        match usage.wait {
            Some(wait) => Err(GraphError::page_limit(on.page.record.platform == Platform::Instagram, wait)),
            None => Ok(()),
        }
    }

    /// What the call counts as, how often that may be, in which time.
    async fn limits(&self, on: &OnPage<'_>) -> Result<Vec<(Kind, NonZeroU32, Seconds)>, GraphError> {
        let GraphRates { messages, media, conversations, profile, user_settings, per_customer } = self.rates;
        let mut limits = Vec::new();
        let mut add = |kind, most: Option<NonZeroU32>, time| limits.extend(most.map(|most| (kind, most, time)));
        match (on.call.method.as_str(), on.call.address.edge.as_deref()) {
            ("POST", Some("messages")) => {
                add(Kind::Messages, messages, SECOND);
                if is_media(on.call)? {
                    add(Kind::Media, media, SECOND);
                }
            }
            (_, Some("conversations")) => add(Kind::Conversations, conversations, SECOND),
            (_, Some("messenger_profile")) => add(Kind::Profile, profile, TEN_MINUTES),
            (_, Some("custom_user_settings")) => {
                let customer = on.params.text("psid")?.unwrap_or_default();
                add(Kind::UserSettings(customer), user_settings, TEN_MINUTES);
            }
            _ => {}
        }
        if let Some(each) = per_customer {
            let since = on.services.clock.now() + Seconds(-Seconds::DAY.0);
            let customers = on.services.engine.active_threads(on.page.record.id, since).await?.max(1);
            let all = each.saturating_mul(u32::try_from(customers).ok().and_then(NonZeroU32::new).unwrap_or(each));
            add(Kind::Calls, Some(all), Seconds::DAY);
        }
        Ok(limits)
    }

    fn take(&self, page: PageId, now: Timestamp, limits: &[(Kind, NonZeroU32, Seconds)]) -> Usage {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= KEPT {
            windows.retain(|_, it| it.ends_at > now);
        }
        let mut usage = Usage { page, percent: 0, wait: None };
        for (kind, most, time) in limits {
            let window = windows.entry((page, kind.clone())).or_insert(Window { ends_at: now + *time, calls: 0 });
            if window.ends_at <= now {
                *window = Window { ends_at: now + *time, calls: 0 };
            }
            if window.calls >= most.get() {
                let wait = now.until(window.ends_at).as_millis().div_ceil(1_000).max(1);
                usage.wait = usage.wait.max(u64::try_from(wait).ok());
            }
            let percent = u64::from(window.calls.saturating_add(1)) * 100 / u64::from(most.get());
            usage.percent = usage.percent.max(percent.min(100));
        }
        if usage.wait.is_none() {
            for (kind, ..) in limits {
                if let Some(window) = windows.get_mut(&(page, kind.clone())) {
                    window.calls += 1;
                }
            }
        }
        usage
    }
}

impl Usage {
    /// `X-App-Usage`
    pub fn of_app(&self) -> Value {
        json!({"call_count": self.percent, "total_time": 0, "total_cputime": 0})
    }

    /// `X-Business-Use-Case-Usage`; it counts in minutes.
    pub fn of_page(&self) -> Value {
        let minutes = self.wait.map_or(0, |it| it.div_ceil(60));
        let usage = json!({"type": "messenger", "call_count": self.percent, "total_cputime": 0, "total_time": 0,
            "estimated_time_to_regain_access": minutes});
        json!({self.page.to_string(): [usage]})
    }
}

/// Whether a message has audio or video.
fn is_media(call: &Call<'_>) -> Result<bool, GraphError> {
    let message = call.params.structured("message")?.unwrap_or_default();
    let kind = &message["attachment"]["type"];
    Ok(kind == "audio" || kind == "video")
}
