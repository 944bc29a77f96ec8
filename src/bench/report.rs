//! What was measured: rows for people and for machines.

use std::{
    fmt::{self, Write as _},
    time::Duration,
};

use serde::Serialize;

use super::{Measure, Plan, histogram::Histogram, load::Sample, process::Process};

/// All that was measured.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Seconds of one run.
    pub seconds: f64,
    pub runs: usize,
    /// The page that the benchmark made.
    pub page: String,
    pub rows: Vec<Row>,
}

/// One measure with one number of clients. Rates are of single runs; latencies and the rest of all runs together.
#[derive(Debug, Serialize)]
pub struct Row {
    pub measure: &'static str,
    /// Callers, or subscribers.
    pub clients: usize,
    /// What a rate counts.
    pub unit: &'static str,
    /// The runs' median rate.
    pub rate: f64,
    /// Of each run, a second.
    pub rates: Vec<f64>,
    /// How much was done and found right.
    pub count: u64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub max_ms: f64,
    /// The server's processor time for one, in microseconds, if its process was named.
    pub cpu_us: Option<f64>,
    /// The server's memory for one subscriber, in KiB, likewise.
    pub client_kib: Option<f64>,
}

/// Gathers samples.
#[derive(Debug)]
pub struct Tally {
    process: Option<Process>,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    measure: Measure,
    clients: usize,
    unit: &'static str,
    rates: Vec<f64>,
    count: u64,
    latencies: Histogram,
    cpu: Option<Duration>,
    client_kib: Option<f64>,
}

impl Tally {
    pub const fn new(process: Option<Process>) -> Self {
        Self { process, lines: Vec::new() }
    }

    /// The processor time that the server has used so far.
    pub fn used(&self) -> Option<Duration> {
        self.process.map(Process::time)
    }

    /// The memory that the server has now, in KiB.
    pub fn memory(&self) -> Option<u64> {
        self.process.map(Process::memory)
    }

    /// Counts a run; `used` is what the server had used before it.
    pub fn add(&mut self, measure: Measure, clients: usize, unit: &'static str, run: &Sample, used: Option<Duration>) {
        let cpu = used.zip(self.used()).map(|(before, after)| after.saturating_sub(before));
        let line = self.line(measure, clients, unit);
        line.rates.push(run.count as f64 / run.took.as_secs_f64());
        line.count += run.count;
        line.latencies.add(&run.latencies);
        line.cpu = cpu.map(|it| it + line.cpu.unwrap_or_default());
    }

    /// Notes what a subscriber costs the server.
    pub fn add_memory(&mut self, measure: Measure, clients: usize, unit: &'static str, kib: f64) {
        self.line(measure, clients, unit).client_kib = Some(kib);
    }

    fn line(&mut self, measure: Measure, clients: usize, unit: &'static str) -> &mut Line {
        let found = self.lines.iter().position(|it| it.measure == measure && it.clients == clients);
        let place = found.unwrap_or(self.lines.len());
        if found.is_none() {
            let latencies = Histogram::default();
            let (rates, count, cpu, client_kib) = (Vec::new(), 0, None, None);
            self.lines.push(Line { measure, clients, unit, rates, count, latencies, cpu, client_kib });
        }
        &mut self.lines[place]
    }

    pub fn report(self, plan: &Plan, page: String) -> Report {
        let rows = self.lines.into_iter().map(Line::row).collect();
        Report { seconds: plan.time.as_secs_f64(), runs: plan.runs, page, rows }
    }
}

impl Line {
    fn row(self) -> Row {
        let mut ordered = self.rates.clone();
        ordered.sort_by(f64::total_cmp);
        let millis = |it: Duration| it.as_secs_f64() * 1e3;
        Row {
            measure: self.measure.name(),
            clients: self.clients,
            unit: self.unit,
            rate: ordered.get(ordered.len() / 2).copied().unwrap_or_default(),
            rates: self.rates,
            count: self.count,
            p50_ms: millis(self.latencies.within(500)),
            p99_ms: millis(self.latencies.within(990)),
            max_ms: millis(self.latencies.longest()),
            cpu_us: self.cpu.map(|it| it.as_secs_f64() * 1e6 / self.count.max(1) as f64),
            client_kib: self.client_kib,
        }
    }
}

impl fmt::Display for Report {
    /// A table for a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (runs, seconds) = (self.runs, self.seconds);
        writeln!(f, "median (lowest–highest) of {runs} runs of {seconds} s; latencies in ms of all runs\n")?;
        let [p50, p99, max] = ["p50", "p99", "max"];
        writeln!(f, "measure   clients  {:<44} {p50:>8} {p99:>8} {max:>8}", "rate")?;
        for row in &self.rows {
            let lowest = row.rates.iter().copied().fold(f64::INFINITY, f64::min);
            let highest = row.rates.iter().copied().fold(0.0, f64::max);
            let mut rate = format!("{} ({}–{})", thousands(row.rate), thousands(lowest), thousands(highest));
            write!(rate, " {}", row.unit)?;
            write!(f, "{:<9} {:>7}  {rate:<44}", row.measure, thousands(row.clients as f64))?;
            write!(f, " {:>8.3} {:>8.3} {:>8.3}", row.p50_ms, row.p99_ms, row.max_ms)?;
            if let Some(cpu) = row.cpu_us {
                write!(f, "  {cpu:.1} µs of the server's time each")?;
            }
            if let Some(kib) = row.client_kib {
                write!(f, "  {kib:.1} KiB a subscriber")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// A whole number with commas.
pub fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_have_commas() {
        for (number, text) in [(0.4, "0"), (999.0, "999"), (1_000.0, "1,000"), (1_234_567.0, "1,234,567")] {
            assert_eq!(thousands(number), text);
        }
    }
}
