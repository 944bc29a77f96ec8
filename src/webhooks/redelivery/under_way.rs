//! The redeliveries that this server carries out, each with what ends it at once.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio_util::sync::CancellationToken;

use crate::store::RedeliveryRecord;

#[derive(Debug, Default)]
pub struct UnderWay(Mutex<HashMap<String, CancellationToken>>);

impl UnderWay {
    /// What tells whoever carries it out that it has been called off; `None` if somebody carries it out already.
    pub fn begin(&self, id: &str) -> Option<CancellationToken> {
        let mut under_way = self.lock();
        if under_way.contains_key(id) {
            return None;
        }
        Some(under_way.entry(id.to_owned()).or_default().clone())
    }

    pub fn end(&self, id: &str) {
        self.lock().remove(id);
    }

    pub fn call_off(&self, id: &str) {
        if let Some(off) = self.lock().get(id) {
            off.cancel();
        }
    }

    /// Another server may have called some of them off: these are the ones that still run.
    pub fn call_off_all_but(&self, running: &[RedeliveryRecord]) {
        for (id, off) in &*self.lock() {
            if !running.iter().any(|it| it.id == *id) {
                off.cancel();
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, CancellationToken>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::AppId, store::Position, time::Timestamp};

    fn running(id: &str) -> RedeliveryRecord {
        let (position, created_at) = (Position(0), Timestamp::default());
        RedeliveryRecord {
            id: id.to_owned(),
            app: AppId::clamped(1),
            only_failed: false,
            cause: None,
            first: position,
            position,
            last: position,
            delivered: 0,
            failed: 0,
            created_at,
            finished_at: None,
            cancelled_at: None,
        }
    }

    #[test]
    fn each_is_carried_out_once_until_it_ends_or_is_called_off() {
        let under_way = UnderWay::default();
        let off = under_way.begin("rd_1_1").unwrap();
        assert!(under_way.begin("rd_1_1").is_none());
        under_way.call_off("rd_2_2");
        assert!(!off.is_cancelled());
        under_way.call_off("rd_1_1");
        assert!(off.is_cancelled());
        under_way.end("rd_1_1");
        assert!(!under_way.begin("rd_1_1").unwrap().is_cancelled(), "begun anew, it is not called off");
    }

    #[test]
    fn what_runs_no_more_was_called_off_elsewhere() {
        let under_way = UnderWay::default();
        let [here, elsewhere] = ["rd_1_1", "rd_2_2"].map(|it| under_way.begin(it).unwrap());
        under_way.call_off_all_but(&[running("rd_1_1")]);
        assert_eq!((here.is_cancelled(), elsewhere.is_cancelled()), (false, true));
    }
}
