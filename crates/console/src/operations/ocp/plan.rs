use super::calls::{HostRef, Link, NewCluster, OcpCall};
use super::facts::OcpFacts;
use crate::connections::Connection;
use crate::dto::{
    ChosenLink, IpcError, Millis, NamedValue, ObproxyDeed, OcpObproxyForm, OcpOptions, OperationKind,
    TaskSystem,
};
use crate::guard::Permit;
use crate::obproxy::check::read_port;
use crate::obproxy::number;
use crate::operations::calls::CallSpec;
use crate::operations::record::{Call, Operation};

/// An operation with OBProxy at an OCP, as it is to be.
pub struct ObproxyOperation {
    pub id: String,
    pub deed: ObproxyDeed,
    /// The OBProxy cluster.
    pub cluster_name: String,
    /// What of it; empty for the whole.
    pub subject: String,
    /// One after the other.
    pub calls: Vec<OcpCall>,
    pub draft_id: Option<String>,
    pub permit: Option<Permit>,
}

/// The operation and its calls, each after the one before it.
pub fn obproxy_operation(
    wanted: ObproxyOperation,
    connection: &Connection,
    now: Millis,
) -> (Operation, Vec<Call>) {
    let ObproxyOperation { id, deed, cluster_name, subject, calls, draft_id, permit } = wanted;
    let url = connection.settings.addresses.first().cloned().unwrap_or_default();
    let kind = OperationKind::ObproxyCluster;
    let mut operation = Operation::on(id, connection, kind, subject, url, permit, now);
    (operation.system, operation.deed, operation.draft_id) = (TaskSystem::Ocp, Some(deed), draft_id);
    operation.hosts.clear();
    operation.cluster_name = cluster_name;
    operation.call_secrets = calls.iter().flat_map(OcpCall::secrets).map(str::to_owned).collect();
    let mut planned: Vec<Call> = Vec::new();
    for call in calls {
        let needs = planned.last().map(|before| before.view.head.key.clone()).into_iter().collect();
        planned.push(Call::new(CallSpec::Obproxy(call), needs, &operation));
    }
    (operation, planned)
}

/// The call that a form comes to. `hosts` tell the addresses of those that are chosen, as far as they are known.
///
/// # Errors
/// `Invalid` for the first input that cannot be sent.
pub fn new_cluster(
    form: &OcpObproxyForm,
    options: &OcpOptions,
    facts: &OcpFacts,
) -> Result<OcpCall, IpcError> {
    let host = |id: &String| {
        let ip = facts.host(id).map(|host| host.ip.clone()).unwrap_or_default();
        Ok(HostRef { id: number(id)?, ip })
    };
    let installs = !form.host_ids.is_empty();
    let port_of_hosts = |field: &str, text: &str| if installs { port(field, text) } else { Ok(0) };
    let secret = |secret: &Option<crate::dto::SecretRef>| secret.as_ref().map(|secret| secret.id.clone());
    Ok(OcpCall::Create(Box::new(NewCluster {
        name: form.name.trim().to_owned(),
        address: given(&form.address),
        port: given_port("port", &form.port)?,
        work_mode: form.work_mode,
        links: form.links.iter().map(link).collect::<Result<_, IpcError>>()?,
        hosts: form.host_ids.iter().map(host).collect::<Result<_, IpcError>>()?,
        sql_port: port_of_hosts("sqlPort", &form.sql_port)?,
        exporter_port: port_of_hosts("exporterPort", &form.exporter_port)?,
        rpc_port: given_port("rpcPort", &form.rpc_port)?,
        package: form.package.clone(),
        startup_parameters: form.startup_parameters.iter().map(trimmed).collect(),
        parameters: form.parameters.iter().map(trimmed).collect(),
        install_path: given(&form.install_path),
        run_user: given(&form.run_user),
        proxysys_password: secret(&form.proxysys_password),
        proxyro_password: secret(&form.proxyro_password),
        exporter: options.exporter,
        link_ids: options.link_ids,
    })))
}

/// # Errors
/// `Invalid` when an id is none of OCP's.
pub fn link(chosen: &ChosenLink) -> Result<Link, IpcError> {
    Ok(Link {
        cluster_name: chosen.cluster_name.clone(),
        cluster_id: number(&chosen.cluster_id)?,
        ob_cluster_id: number(&chosen.ob_cluster_id)?,
        username: chosen.username.trim().to_owned(),
    })
}

/// # Errors
/// `Invalid`, with the field as `detail`.
pub fn port(field: &str, text: &str) -> Result<u16, IpcError> {
    read_port(text).ok_or_else(|| IpcError {
        detail: Some(field.to_owned()),
        ..IpcError::invalid(format!("{text:?} is no port"))
    })
}

/// Nothing where nothing was typed.
pub fn given_port(field: &str, text: &str) -> Result<Option<u16>, IpcError> {
    if text.trim().is_empty() { Ok(None) } else { port(field, text).map(Some) }
}

pub fn given(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

pub fn trimmed(value: &NamedValue) -> NamedValue {
    NamedValue { name: value.name.trim().to_owned(), value: value.value.clone() }
}
