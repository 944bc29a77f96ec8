//! Runs of one thing, and what they come to.

use std::collections::BTreeMap;

pub use baton::bench::thousands;

use crate::{
    client::{Row, measure},
    machine::Machine,
    server::Server,
};

/// The rows of several runs.
#[derive(Clone, Debug, Default)]
pub struct Series(pub Vec<Row>);

/// Two servers' series, by the number of clients.
pub type Pairs = BTreeMap<u32, (Series, Series)>;

impl Series {
    pub fn median(&self, figure: impl Fn(&Row) -> f64) -> f64 {
        median(&self.0.iter().map(figure).collect::<Vec<_>>())
    }

    /// The median rate.
    pub fn rate(&self) -> f64 {
        median(&self.rates())
    }

    fn rates(&self) -> Vec<f64> {
        self.0.iter().flat_map(|it| it.rates.clone()).collect()
    }

    /// The rate as a table shows it, with its spread.
    pub fn shown(&self) -> String {
        spread(&self.rates())
    }

    /// How often another's rate this one's is, turn by turn: the median.
    pub fn times(&self, other: &Self) -> f64 {
        let times: Vec<_> = self.0.iter().zip(&other.0).map(|(one, other)| one.rate / other.rate).collect();
        median(&times)
    }

    pub fn p50(&self) -> f64 {
        self.median(|it| it.p50_ms)
    }

    pub fn p99(&self) -> f64 {
        self.median(|it| it.p99_ms)
    }

    /// Microseconds of the server's processor for one.
    pub fn cpu(&self) -> f64 {
        self.median(|it| it.cpu_us.unwrap_or(f64::NAN))
    }
}

/// Measures Baton and the plain server in turns, which are compared one by one: the machine's pace changes within seconds.
pub fn pairs(machine: &Machine, turns: usize, baton: &Server, plain: &Server, words: &str) -> Pairs {
    let mut pairs = Pairs::new();
    for _ in 0..turns {
        for row in measure(machine, plain, words).rows {
            pairs.entry(row.clients).or_default().0.0.push(row);
        }
        for row in measure(machine, baton, words).rows {
            pairs.entry(row.clients).or_default().1.0.push(row);
        }
    }
    pairs
}

pub fn median(numbers: &[f64]) -> f64 {
    let mut ordered = numbers.to_vec();
    ordered.sort_by(f64::total_cmp);
    ordered.get(ordered.len() / 2).copied().unwrap_or(f64::NAN)
}

/// `median (lowest–highest)`.
pub fn spread(numbers: &[f64]) -> String {
    let lowest = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = numbers.iter().copied().fold(0.0, f64::max);
    format!("{} ({}–{})", thousands(median(numbers)), thousands(lowest), thousands(highest))
}
