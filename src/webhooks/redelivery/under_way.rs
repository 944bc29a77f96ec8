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
