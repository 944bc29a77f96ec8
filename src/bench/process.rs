//! What the server's process has used, where Linux tells.

use std::{fs, io, time::Duration};

use super::BenchError;

/// The kernel counts processor time for user programs in hundredths of a second, on every machine.
const TICK: Duration = Duration::from_millis(10);

/// A process of this machine.
#[derive(Clone, Copy, Debug)]
pub struct Process(u32);

impl Process {
    pub fn find(id: u32) -> Result<Self, BenchError> {
        let process = Self(id);
        process.read_time().and(process.read_memory()).map_err(|error| BenchError::Process(id, error))?;
        Ok(process)
    }

    /// Processor time of all its threads; zero once it is gone.
    pub fn time(self) -> Duration {
        self.read_time().unwrap_or_default()
    }

    /// Resident memory in KiB; zero once it is gone.
    pub fn memory(self) -> u64 {
        self.read_memory().unwrap_or_default()
    }

    fn read_time(self) -> io::Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0))?;
        // The program's name stands in brackets and may hold anything; user and system time are the 12th and 13th after it.
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
        let ticks = fields.filter_map(|it| it.parse::<u32>().ok()).sum::<u32>();
        Ok(TICK * ticks)
    }

    fn read_memory(self) -> io::Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0))?;
        let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
        line.and_then(|it| it.trim().strip_suffix(" kB")?.parse().ok()).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }
}
