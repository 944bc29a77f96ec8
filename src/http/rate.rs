//! How many operations one token and one address may begin. Nothing is looked at while neither is limited.
//!
//! Each is a bucket that fills by itself (the generic cell rate algorithm). A bucket that is full again is forgotten, so
//! memory is bounded by how many tokens or addresses were busy in the time that a bucket takes to fill.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    net::Ipv6Addr,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use async_graphql::ServerError;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::NoOpMiddleware,
    state::keyed::DashMapStateStore,
};
use ipnet::IpNet;
use poem::Request;

use super::{Limits, Rate, address, answer::Code, exceeded::Exceeded};

/// Checks between two clearings at least, and the buckets that may be kept beyond those that are needed.
const CHECKS_BETWEEN_CLEARINGS: usize = 4_096;

/// Who is counted; empty where nobody counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origin {
    /// An IPv4 address or an IPv6 network.
    network: Option<Ipv6Addr>,
    /// A hash, so that no token is kept.
    token: Option<u64>,
}

/// More than a rate allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    limit: &'static str,
    rate: Rate,
    /// When the next one is allowed.
    wait: Duration,
}

/// The rates that are set.
pub struct Rates {
    by_token: Option<Limiter<u64, DefaultClock>>,
    by_address: Option<Limiter<Ipv6Addr, DefaultClock>>,
    trusted_proxies: Vec<IpNet>,
    hash: RandomState,
}

impl Rates {
    pub fn new(limits: &Limits) -> Self {
        let clock = DefaultClock::default();
        Self {
            by_token: Limiter::new("operations a second with one token", limits.token_rate, clock.clone()),
            by_address: Limiter::new("operations a second from one address", limits.address_rate, clock),
            trusted_proxies: limits.trusted_proxies.clone(),
            hash: RandomState::new(),
        }
    }

    /// Where `request` comes from.
    pub fn origin(&self, request: &Request) -> Origin {
        let address = self.by_address.as_ref().and_then(|_| address::client(request, &self.trusted_proxies));
        Origin { network: address.map(address::network), token: None }
    }

    /// The same with the token that came from there.
    pub fn with_token(&self, origin: Origin, token: Option<&str>) -> Origin {
        let token = token.filter(|_| self.by_token.is_some()).map(|token| self.hash.hash_one(token));
        Origin { token, ..origin }
    }

    /// Counts something that comes from an address.
    ///
    /// # Errors
    ///
    /// [`TooMany`] came from there.
    pub fn check_address(&self, origin: Origin) -> Result<(), TooMany> {
        check(self.by_address.as_ref(), origin.network)
    }

    /// Counts an operation of a token.
    ///
    /// # Errors
    ///
    /// [`TooMany`] had it.
    pub fn check_token(&self, origin: Origin) -> Result<(), TooMany> {
        check(self.by_token.as_ref(), origin.token)
    }
}

fn check<K: Hash + Eq + Clone>(limiter: Option<&Limiter<K, DefaultClock>>, key: Option<K>) -> Result<(), TooMany> {
    match (limiter, key) {
        (Some(limiter), Some(key)) => limiter.check(&key),
        _ => Ok(()),
    }
}

impl TooMany {
    /// Whole seconds to wait, for `Retry-After`.
    pub fn seconds(&self) -> u64 {
        self.wait.as_millis().div_ceil(1_000).max(1).try_into().unwrap_or(u64::MAX)
    }
}

impl From<TooMany> for ServerError {
    fn from(too_many: TooMany) -> Self {
        let (seconds, TooMany { limit, rate, .. }) = (too_many.seconds(), too_many);
        let most = rate.per_second.map_or(0, |it| u64::from(it.get()));
        let message = format!("More than {most} {limit}; try again in {seconds} s.");
        let mut error = Exceeded { limit, most, asked: None }.error(message, Code::RateLimited);
        let extensions = error.extensions.get_or_insert_default();
        extensions.set("burst", rate.burst.get());
        extensions.set("retryAfterSeconds", seconds);
        error
    }
}

/// A bucket for each key.
struct Limiter<K: Hash + Eq + Clone, C: Clock> {
    limit: &'static str,
    rate: Rate,
    clock: C,
    buckets: RateLimiter<K, DashMapStateStore<K>, C, NoOpMiddleware<C::Instant>>,
    /// Checks until full buckets are forgotten.
    until_clearing: AtomicUsize,
}

impl<K: Hash + Eq + Clone, C: Clock + Clone> Limiter<K, C> {
    /// `None` if the rate sets no limit.
    fn new(limit: &'static str, rate: Rate, clock: C) -> Option<Self> {
        let quota = Quota::per_second(rate.per_second?).allow_burst(rate.burst);
        let buckets = RateLimiter::dashmap_with_clock(quota, clock.clone());
        Some(Self { limit, rate, clock, buckets, until_clearing: AtomicUsize::new(CHECKS_BETWEEN_CLEARINGS) })
    }

    fn check(&self, key: &K) -> Result<(), TooMany> {
        if self.until_clearing.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.buckets.retain_recent();
            // As many checks as buckets remain to be looked at next time: a check's share of the work stays the same.
            let next = self.buckets.len().max(CHECKS_BETWEEN_CLEARINGS);
            self.until_clearing.store(next, Ordering::Relaxed);
        }
        self.buckets.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            TooMany { limit: self.limit, rate: self.rate, wait }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use governor::clock::FakeRelativeClock;

    use super::*;

    fn limiter(per_second: u32, burst: u32) -> (Limiter<u32, FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let rate = Rate { per_second: NonZeroU32::new(per_second), burst: NonZeroU32::new(burst).unwrap() };
        (Limiter::new("operations", rate, clock.clone()).unwrap(), clock)
    }

    #[test]
    fn a_burst_is_allowed_and_then_the_rate() {
        let (limiter, clock) = limiter(2, 3);
        assert!((0..3).all(|_| limiter.check(&1).is_ok()));
        assert_eq!(limiter.check(&1).unwrap_err().wait, Duration::from_millis(500));
        assert!(limiter.check(&2).is_ok(), "another key has a bucket of its own");
        clock.advance(Duration::from_millis(499));
        assert!(limiter.check(&1).is_err());
        clock.advance(Duration::from_millis(1));
        assert!(limiter.check(&1).is_ok());
        assert!(limiter.check(&1).is_err());
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let (limiter, clock) = limiter(1, 1);
        for key in 0..100_000 {
            assert!(limiter.check(&key).is_ok());
            clock.advance(Duration::from_millis(10));
        }
        let most = CHECKS_BETWEEN_CLEARINGS + 1_000;
        assert!(limiter.buckets.len() <= most, "{} buckets", limiter.buckets.len());
    }

    #[test]
    fn the_wait_is_told_in_whole_seconds_of_which_there_is_at_least_one() {
        let rate = Rate { per_second: NonZeroU32::new(5), ..Rate::default() };
        for (milliseconds, seconds) in [(0, 1), (1, 1), (1_000, 1), (1_001, 2)] {
            let wait = Duration::from_millis(milliseconds);
            assert_eq!(TooMany { limit: "operations", rate, wait }.seconds(), seconds);
        }
    }
}
