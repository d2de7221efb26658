//! What speaks for and against a new OBProxy cluster of an OCP.

use super::Console;
use crate::dto::*;
use crate::obproxy::check::{Known, check};

impl Console {
    /// Judges a form by what was read in the last half minute, or is read now.
    pub(super) async fn check_ocp_form(
        &self,
        draft: &ObproxyDraft,
        form: &OcpObproxyForm,
    ) -> Result<ObproxyCheck, IpcError> {
        self.judge_ocp_form(draft, form, false).await
    }

    /// The same; `fresh`: everything is read now.
    pub(super) async fn judge_ocp_form(
        &self,
        draft: &ObproxyDraft,
        form: &OcpObproxyForm,
        fresh: bool,
    ) -> Result<ObproxyCheck, IpcError> {
        let (id, look_ups) = (draft.connection_id.as_str(), &self.inner.look_ups);
        let (hosts, packages, ob_clusters, obproxy_clusters) = futures::join!(
            look_ups.hosts(id, fresh),
            look_ups.packages(id, fresh),
            look_ups.ob_clusters(id, fresh),
            look_ups.obproxy_clusters(id, fresh),
        );
        let (hosts, packages) = (hosts?, packages?);
        let (ob_clusters, obproxy_clusters) = (ob_clusters?, obproxy_clusters?);
        let known_packages = packages.value.as_deref().map(Vec::as_slice);
        let chosen = known_packages.into_iter().flatten().find(|it| it.file_name == form.package);
        let version = chosen.map(|package| package.version.as_str()).unwrap_or_default();
        let catalogue = look_ups.catalogue(id, version, false).await?;
        let judged = check(
            form,
            &Known {
                hosts: hosts.value.as_deref().map(Vec::as_slice),
                packages: known_packages,
                ob_clusters: ob_clusters.value.as_deref().map(Vec::as_slice),
                obproxy_clusters: obproxy_clusters.value.as_deref().map(Vec::as_slice),
                catalogue: catalogue.value.as_deref().map(Vec::as_slice),
            },
        );
        use ObproxyStep as Step;
        let states = [
            (Step::Hosts, "hosts", "hosts", hosts.state),
            (Step::Hosts, "package", "packages", packages.state),
            (Step::Clusters, "links", "obClusters", ob_clusters.state),
            (Step::Basics, "name", "obproxyClusters", obproxy_clusters.state),
            (Step::Parameters, "parameters", "parameters", catalogue.state),
        ];
        let unread = states.iter().filter_map(|(step, field, what, state)| unread(*step, field, what, state));
        Ok(ObproxyCheck {
            problems: judged.problems.into_iter().chain(unread).collect(),
            hosts: judged.hosts,
            packages: judged.packages,
            clusters: judged.clusters,
            agents: Vec::new(),
            state: together(states.map(|(.., state)| state)),
        })
    }
}

/// That a look-up failed: what it would have said, nobody knows, or it may have changed.
fn unread(step: ObproxyStep, field: &str, what: &str, state: &LookUpState) -> Option<ObproxyProblem> {
    let problem = state.problem.as_ref()?;
    let args = [("what".to_owned(), what.to_owned()), ("problem".to_owned(), problem.message.clone())];
    Some(ObproxyProblem {
        step,
        severity: Severity::Warn,
        code: ObproxyProblemCode::LookUpFailed,
        field: Some(field.to_owned()),
        args: args.into_iter().collect(),
    })
}

/// As old as the oldest, and with the first problem.
fn together<const N: usize>(states: [LookUpState; N]) -> LookUpState {
    LookUpState {
        read_at: states.iter().map(|state| state.read_at).min().flatten(),
        problem: states.iter().find_map(|state| state.problem.clone()),
        cut: states.iter().any(|state| state.cut),
    }
}
