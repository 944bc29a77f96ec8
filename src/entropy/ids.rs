//! New ids.
//!
//! Numbers are made of 41 bits of milliseconds since 2024 (enough until 2093) and 12 bits of chance,
//! and rise within a process: one that would not rise is a small step of chance above the last instead, borrowing
//! from the next millisecond when there are hundreds in one. Two processes can, rarely, make the same
//! number: the database's key decides, and who loses draws again. (Steps of one would lead two busy processes along the same numbers.)

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{Entropy, SharedEntropy};
use crate::{
    id::{AppId, EntryPointId, MessageId, PageId, SavedReplyId, ThreadId, TokenId, UserId},
    time::Timestamp,
};

/// 2024-01-01T00:00:00Z, in milliseconds since 1970.
const FIRST_MILLISECOND: i64 = 1_704_067_200_000;
const CHANCE_BITS: u32 = 12;
/// The largest step above the last number.
const STEP: i64 = 64;

/// Makes ids. Share one within a process: that is what keeps its numbers apart.
pub struct Ids {
    entropy: SharedEntropy,
    last: AtomicI64,
}

impl Ids {
    pub fn new(entropy: impl Entropy) -> Self {
        Self::shared(Arc::new(entropy))
    }

    pub fn shared(entropy: SharedEntropy) -> Self {
        Self { entropy, last: AtomicI64::new(0) }
    }

    pub fn page_id(&self, now: Timestamp) -> PageId {
        PageId::clamped(self.number(now))
    }

    pub fn entry_point_id(&self, now: Timestamp) -> EntryPointId {
        EntryPointId::clamped(self.number(now))
    }

    pub fn saved_reply_id(&self, now: Timestamp) -> SavedReplyId {
        SavedReplyId::clamped(self.number(now))
    }

    pub fn app_id(&self, now: Timestamp) -> AppId {
        AppId::clamped(self.number(now))
    }

    pub fn thread_id(&self, now: Timestamp) -> ThreadId {
        ThreadId::clamped(self.number(now))
    }

    /// `m_` and 22 characters; later ones need not sort later.
    pub fn message_id(&self, now: Timestamp) -> MessageId {
        MessageId::generated(self.text("m_", now))
    }

    /// `t_` and 22 characters.
    pub fn token_id(&self, now: Timestamp) -> TokenId {
        TokenId::generated(self.text("t_", now))
    }

    /// `u_` and 22 characters.
    pub fn user_id(&self, now: Timestamp) -> UserId {
        UserId::generated(self.text("u_", now))
    }

    /// 32 bytes that nobody can guess, in hexadecimal: an app's secret.
    pub fn secret(&self) -> String {
        hex::encode(self.draw::<32>())
    }

    /// 60 bits that nobody can guess, for people to type: three groups of four letters and digits, none of which looks
    /// like another.
    pub fn code(&self) -> String {
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
        let groups = self.draw::<12>().chunks(4).map(|it| it.iter().map(letter).collect()).collect::<Vec<String>>();
        groups.join("-")
    }

    /// 20 bytes that nobody can guess: what one-time passwords are computed from.
    pub fn seed(&self) -> [u8; 20] {
        self.draw()
    }

    fn number(&self, now: Timestamp) -> i64 {
        let [low, high, step] = self.draw();
        let chance = i64::from(u16::from_le_bytes([low, high])) & ((1 << CHANCE_BITS) - 1);
        let step = 1 + i64::from(step) % STEP;
        let millis = now.millis().saturating_sub(FIRST_MILLISECOND).clamp(0, i64::MAX >> CHANCE_BITS);
        let drawn = millis << CHANCE_BITS | chance;
        let next = |last: i64| drawn.max(last.saturating_add(step));
        self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(next(last))).map_or(drawn, next)
    }

    /// A UUID of version 7: its milliseconds come first, which keeps new rows together in an index.
    fn text(&self, prefix: &str, now: Timestamp) -> String {
        let millis = u64::try_from(now.millis()).unwrap_or_default();
        let uuid = uuid::Builder::from_unix_timestamp_millis(millis, &self.draw()).into_uuid();
        format!("{prefix}{}", URL_SAFE_NO_PAD.encode(uuid.as_bytes()))
    }

    fn draw<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, thread};

    use super::*;
    use crate::{
        entropy::{SeededEntropy, SystemEntropy},
        id::NUMBER_CEILING,
    };

    const NOW: Timestamp = Timestamp::from_millis(1_760_000_000_000);

    fn ids() -> Ids {
        Ids::new(SeededEntropy::new(1))
    }

    #[test]
    fn thousands_in_one_millisecond_differ_and_rise() {
        let ids = ids();
        let made: Vec<_> = (0..20_000).map(|_| ids.thread_id(NOW)).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
        let ahead = (made[19_999].get() >> CHANCE_BITS) - (made[0].get() >> CHANCE_BITS);
        assert!(ahead <= 6, "{ahead} milliseconds borrowed");
    }

    #[test]
    fn numbers_of_many_threads_differ() {
        let ids = ids();
        let made: Vec<_> = thread::scope(|scope| {
            let workers: Vec<_> =
                (0..4).map(|_| scope.spawn(|| (0..5_000).map(|_| ids.page_id(NOW)).collect::<Vec<_>>())).collect();
            workers.into_iter().flat_map(|it| it.join().unwrap()).collect()
        });
        assert_eq!(made.iter().collect::<HashSet<_>>().len(), 20_000);
    }

    #[test]
    fn two_processes_at_the_same_moment_do_not_stay_on_the_same_numbers() {
        let (one, other) = (ids(), ids());
        let taken: HashSet<_> = (0..2_000).map(|_| one.thread_id(NOW)).collect();
        let (mut in_a_row, mut most) = (0, 0);
        for _ in 0..2_000 {
            in_a_row = if taken.contains(&other.thread_id(NOW)) { in_a_row + 1 } else { 0 };
            most = most.max(in_a_row);
        }
        assert!(most < 8, "{most} in a row: as often as an order is tried");
    }

    #[test]
    fn numbers_follow_the_time_and_survive_a_clock_set_back() {
        let ids = ids();
        let first = ids.app_id(NOW);
        let second = ids.app_id(Timestamp::from_millis(NOW.millis() + 2));
        let third = ids.app_id(Timestamp::from_millis(0));
        assert!(first < second && second < third);
        assert_eq!(first.get() >> CHANCE_BITS, NOW.millis() - FIRST_MILLISECOND);
    }

    #[test]
    fn numbers_stay_ids_at_the_ends_of_time() {
        for millis in [i64::MIN, -1, 0, FIRST_MILLISECOND, i64::MAX] {
            let id = ids().thread_id(Timestamp::from_millis(millis)).get();
            assert!((1..NUMBER_CEILING).contains(&id), "{millis} gave {id}");
        }
    }

    #[test]
    fn texts_are_ids_and_carry_their_kind() {
        let ids = Ids::new(SystemEntropy);
        let message = ids.message_id(NOW);
        assert!(message.as_str().starts_with("m_") && message.as_str().len() == 24, "{message}");
        assert_eq!(message.as_str().parse(), Ok(message.clone()));
        assert!(ids.token_id(NOW).as_str().starts_with("t_"));
        assert!(ids.user_id(NOW).as_str().starts_with("u_"));
        assert_ne!(message, ids.message_id(NOW));
    }

    #[test]
    fn secrets_are_32_bytes_in_hexadecimal() {
        let secret = ids().secret();
        assert!(secret.len() == 64 && secret.bytes().all(|b| b.is_ascii_hexdigit()), "{secret}");
    }
}
