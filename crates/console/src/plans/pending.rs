use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::compare::differences;
use super::plan::{Plan, kind_word};
use super::read::ReadFile;
use super::reader::note;
use crate::dto::{DraftKind, IpcError, PlanNote, PlanNoteCode, PlanPreview};

/// How many previews are remembered.
const REMEMBERED: usize = 20;

/// Plan files that were read and not applied yet.
#[derive(Default)]
pub struct Pendings {
    pending: Mutex<VecDeque<Arc<Pending>>>,
}

/// A plan file that was read.
pub struct Pending {
    pub id: String,
    /// Where it is, for a heading.
    pub file: String,
    pub read: ReadFile,
}

impl Pendings {
    pub fn remember(&self, pending: Arc<Pending>) {
        let mut all = self.all();
        all.push_back(pending);
        while all.len() > REMEMBERED {
            all.pop_front();
        }
    }

    /// # Errors
    /// `NotFound`.
    pub fn get(&self, id: &str) -> Result<Arc<Pending>, IpcError> {
        let found = self.all().iter().find(|pending| pending.id == id).cloned();
        found.ok_or_else(|| IpcError::not_found("plan file"))
    }

    pub fn forget(&self, id: &str) {
        self.all().retain(|pending| pending.id != id);
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<Arc<Pending>>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pending {
    /// For a draft of the kind `wanted`, `None` for any; compared with what it would replace.
    pub fn view(&self, wanted: Option<DraftKind>, here: Option<&Plan>) -> PlanPreview {
        let ReadFile { plan, refusals, notes } = &self.read;
        let mut refusals = refusals.clone();
        refusals.extend(self.other_kind(wanted));
        let here = here.filter(|_| refusals.is_empty());
        let zones: BTreeSet<&str> = plan.hosts.iter().map(|host| host.zone.as_str()).collect();
        PlanPreview {
            import_id: self.id.clone(),
            file: self.file.clone(),
            kind: plan.kind,
            cluster_name: plan.cluster_name.clone(),
            hosts: number(plan.hosts.len()),
            zones: number(zones.len()),
            parameters: number(plan.parameters.len()),
            notes: notes.clone(),
            differences: here.map(|here| differences(here, plan)).unwrap_or_default(),
            refusals,
        }
    }

    /// Why it does not fit a draft of the kind `wanted`.
    pub fn other_kind(&self, wanted: Option<DraftKind>) -> Option<PlanNote> {
        let kind = self.read.plan.kind;
        let wanted = wanted.filter(|wanted| *wanted != kind && self.read.refusals.is_empty())?;
        let args = [("kind", kind_word(kind)), ("wanted", kind_word(wanted))];
        Some(note(PlanNoteCode::OtherKind, "kind", None, &args))
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
