//! How long things took, in bounded memory: what is counted falls into buckets that are at most 1.6 % wide.

use std::time::Duration;

/// Buckets of each power of two, as a power of two.
const PRECISION: u32 = 6;
const STEPS: u64 = 1 << PRECISION;
/// Enough for [`u64::MAX`] nanoseconds.
const BUCKETS: usize = ((65 - PRECISION as usize) << PRECISION) + 1;

#[derive(Clone, Debug)]
pub struct Histogram {
    counts: Vec<u64>,
    longest: Duration,
}

impl Default for Histogram {
    fn default() -> Self {
        Self { counts: vec![0; BUCKETS], longest: Duration::ZERO }
    }
}

impl Histogram {
    pub fn record(&mut self, took: Duration) {
        self.record_each(took, 1);
    }

    /// Counts so many that took as long.
    pub fn record_each(&mut self, took: Duration, times: usize) {
        self.longest = self.longest.max(took);
        self.counts[bucket(u64::try_from(took.as_nanos()).unwrap_or(u64::MAX))] += times as u64;
    }

    pub fn add(&mut self, other: &Self) {
        self.longest = self.longest.max(other.longest);
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
    }

    pub fn count(&self) -> u64 {
        self.counts.iter().sum()
    }

    pub const fn longest(&self) -> Duration {
        self.longest
    }

    /// The time within which `thousandths` of all were done; 500 is the median.
    pub fn within(&self, thousandths: u64) -> Duration {
        let wanted = (self.count() * thousandths).div_ceil(1_000).max(1);
        let mut seen = 0;
        for (bucket, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted {
                return Duration::from_nanos(end_of(bucket)).min(self.longest);
            }
        }
        self.longest
    }
}

/// Small numbers have a bucket each; above, each power of two is cut into equal steps.
fn bucket(nanos: u64) -> usize {
    let place = if nanos < STEPS {
        nanos
    } else {
        let power = nanos.ilog2() - PRECISION;
        (u64::from(power + 1) << PRECISION) + ((nanos >> power) - STEPS)
    };
    usize::try_from(place).unwrap_or(BUCKETS - 1)
}

/// The largest number in a bucket.
fn end_of(bucket: usize) -> u64 {
    let place = bucket as u64;
    if place < STEPS {
        return place;
    }
    let power = (place >> PRECISION) - 1;
    let first = (STEPS + (place & (STEPS - 1))) << power;
    first + ((1 << power) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_falls_into_a_narrow_bucket() {
        for nanos in [0, 1, 63, 64, 65, 1_000, 123_456_789, u64::MAX / 3, u64::MAX] {
            let end = end_of(bucket(nanos));
            assert!(end >= nanos && end - nanos <= nanos / 64, "{nanos} {end}");
            assert_eq!(bucket(end), bucket(nanos));
            assert!(end == u64::MAX || bucket(end + 1) == bucket(nanos) + 1);
        }
    }

    #[test]
    fn percentiles_are_the_times_of_that_many() {
        let mut times = Histogram::default();
        assert_eq!(times.within(500), Duration::ZERO);
        let mut other = Histogram::default();
        (1..=50).for_each(|n| times.record(Duration::from_nanos(n)));
        (51..=100).for_each(|n| other.record(Duration::from_nanos(n)));
        times.add(&other);
        assert_eq!(times.count(), 100);
        assert_eq!(times.within(500), Duration::from_nanos(50));
        assert_eq!(times.within(990), Duration::from_nanos(99));
        assert_eq!((times.within(1_000), times.longest()), (Duration::from_nanos(100), Duration::from_nanos(100)));
    }
}
