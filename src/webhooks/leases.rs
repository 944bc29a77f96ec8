//! Which part of the subscriptions this server sends for. Servers on one Postgres share the work by leases:
//! what nobody renews is free for others after [`LEASE`]. Alone on SQLite, a server holds everything.

use std::sync::{PoisonError, RwLock};

use crate::{
    id::{AppId, PageId},
    store::webhooks::shards::Shard,
    time::{Seconds, Timestamp},
};

/// Parts that the subscriptions are split into: rows of the table.
pub const SHARDS: u8 = 64;
/// How long a lease lasts. With [`RENEW`], a killed server's work is taken over within 13 seconds.
pub const LEASE: Seconds = Seconds(10);
/// How often leases are renewed, and others' looked at.
pub const RENEW: Seconds = Seconds(3);
/// A server that was not seen for so long is gone, and leaves its fair share to the others.
pub const GONE: Seconds = Seconds(10);

/// Stands for an app as a whole, where its redeliveries are shared out.
pub const HOME: PageId = PageId::clamped(1);

/// The part that a subscription belongs to.
pub fn shard_of(page: PageId, app: AppId) -> u8 {
    // Ids end in chance, but for those that came from elsewhere; a multiplication stirs those.
    let stirred = (page.get() ^ app.get().rotate_left(17)).wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.cast_signed());
    u8::try_from(stirred.cast_unsigned() >> 58).unwrap_or_default()
}

/// What this server holds, and until when it may believe that.
#[derive(Debug, Default)]
pub struct Leases(RwLock<Held>);

#[derive(Debug, Default)]
struct Held {
    shards: u64,
    until: Timestamp,
}

impl Leases {
    pub fn set(&self, shards: &[u8], until: Timestamp) {
        let shards = shards.iter().fold(0, |bits, id| bits | 1_u64 << id);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Held { shards, until };
    }

    pub fn holds(&self, page: PageId, app: AppId, now: Timestamp) -> bool {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        now < held.until && held.shards & 1_u64 << shard_of(page, app) != 0
    }
}

/// Which parts a server should hold from now on: what it has, less what is over its fair share, and of what is
/// free as much as is missing to it.
pub fn plan(shards: &[Shard], servers: &[String], me: &str, now: Timestamp) -> Vec<u8> {
    let others = servers.iter().filter(|it| *it != me).count();
    let share = shards.len().div_ceil(others + 1);
    let mine = shards.iter().filter(|it| it.held_by == me);
    let free = shards.iter().filter(|it| it.held_by != me && it.held_until <= now);
    mine.chain(free).take(share).map(|it| it.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    /// A table of parts, and servers that look at it in turn.
    struct Table(Vec<Shard>);

    impl Table {
        fn new() -> Self {
            let free = |id| Shard { id, held_by: String::new(), held_until: Timestamp::default() };
            Self((0..SHARDS).map(free).collect())
        }

        fn look(&mut self, me: &str, servers: &[&str], now: Timestamp) -> usize {
            let servers: Vec<String> = servers.iter().map(|it| (*it).to_owned()).collect();
            let held = plan(&self.0, &servers, me, now);
            for shard in &mut self.0 {
                if held.contains(&shard.id) {
                    (shard.held_by, shard.held_until) = (me.to_owned(), now + LEASE);
                } else if shard.held_by == me {
                    shard.held_until = Timestamp::default();
                }
            }
            held.len()
        }
    }

    #[test]
    fn a_server_alone_takes_everything_and_gives_half_to_a_second() {
        let mut table = Table::new();
        assert_eq!(table.look("a", &["a"], NOW), 64);
        assert_eq!(table.look("b", &["a", "b"], NOW), 0, "nothing is free yet");
        assert_eq!(table.look("a", &["a", "b"], NOW), 32);
        assert_eq!(table.look("b", &["a", "b"], NOW), 32);
    }

    #[test]
    fn what_nobody_renews_is_taken_over() {
        let mut table = Table::new();
        table.look("a", &["a", "b"], NOW);
        table.look("b", &["a", "b"], NOW);
        let soon = NOW + Seconds(9);
        assert_eq!(table.look("b", &["a", "b"], soon), 32, "not before its time");
        assert_eq!(table.look("b", &["b"], NOW + LEASE), 64);
    }

    #[test]
    fn subscriptions_spread_over_all_parts() {
        let mut seen = [0; SHARDS as usize];
        for page in 1..=100 {
            for app in 1..=64 {
                seen[usize::from(shard_of(PageId::new(page).unwrap(), AppId::new(app).unwrap()))] += 1;
            }
        }
        assert!(seen.iter().all(|it| (25..=250).contains(it)), "{seen:?}");
    }

    #[test]
    fn a_lease_that_has_run_out_holds_nothing() {
        let leases = Leases::default();
        let (page, app) = (PageId::new(1).unwrap(), AppId::new(2).unwrap());
        leases.set(&(0..SHARDS).collect::<Vec<_>>(), NOW);
        assert!(leases.holds(page, app, Timestamp::default()));
        assert!(!leases.holds(page, app, NOW));
    }
}
