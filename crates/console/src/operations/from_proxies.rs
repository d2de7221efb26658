use super::calls::CallSpec;
use super::proxy_calls::ProxyCall;
use super::record::{Call, Operation};
use crate::connections::Connection;
use crate::dto::{Millis, ObproxyDeed, OperationKind, SecretRef};
use crate::guard::Permit;

/// The passwords that a proxy is added with.
#[derive(Debug, Clone, Default)]
pub struct ProxyPasswords {
    /// Of proxyro@sys in the cluster.
    pub proxyro: Option<SecretRef>,
    /// To be set for root@proxysys.
    pub proxysys: Option<SecretRef>,
}

/// What is done with the OBProxy of several agents: one operation, whose calls run side by side, each by its own agent.
pub fn proxy_operation(
    id: String,
    connection: &Connection,
    (deed, calls): (ObproxyDeed, Vec<ProxyCall>),
    passwords: &ProxyPasswords,
    permit: Option<Permit>,
    now: Millis,
) -> (Operation, Vec<Call>) {
    let agents: Vec<&str> = calls.iter().map(|call| call.agent.as_str()).collect();
    let receiver = agents.first().copied().unwrap_or_default().to_owned();
    let (kind, subject) = (OperationKind::AgentProxy, agents.join(", "));
    let mut operation = Operation::on(id, connection, kind, subject, receiver, permit, now);
    operation.deed = Some(deed);
    operation.hosts.retain(|host| agents.contains(&host.address.as_str()));
    let id = |secret: &Option<SecretRef>| secret.as_ref().map(|secret| secret.id.clone());
    operation.proxyro_password = id(&passwords.proxyro);
    operation.proxysys_password = id(&passwords.proxysys);
    let call = |call| Call::new(CallSpec::Proxy(call), Vec::new(), &operation);
    let calls = calls.into_iter().map(call).collect();
    (operation, calls)
}
