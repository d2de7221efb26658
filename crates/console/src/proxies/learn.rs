use super::record::ProxyRecord;
use crate::dto::{Millis, StateKind};
use crate::operations::{NewProxy, ProxyCall, ProxyDeed};
use crate::store::{Store, StoreError};

/// Takes over what a call that has come to `state` changed. One that was passed says nothing: the agent skipped steps.
/// Performs database I/O; doing it again changes nothing.
pub async fn learn(
    store: &Store,
    (connection_id, operation_id): (&str, &str),
    call: &ProxyCall,
    state: StateKind,
    now: Millis,
) -> Result<(), StoreError> {
    if state != StateKind::Succeeded {
        return Ok(());
    }
    match &call.deed {
        ProxyDeed::Add(proxy) => {
            store.save_proxy(&added(connection_id, operation_id, &call.agent, proxy, now)).await
        }
        ProxyDeed::Delete => store.forget_proxy(connection_id, &call.agent, now + 1).await,
        ProxyDeed::Upgrade { version, release, .. } => {
            let known = store.proxies(connection_id).await?;
            let Some(mut record) = known.into_iter().find(|record| record.agent == call.agent) else {
                return Ok(());
            };
            record.version = format!("{version}-{release}");
            store.save_proxy(&record).await
        }
        ProxyDeed::Start | ProxyDeed::Stop => Ok(()),
    }
}

fn added(connection_id: &str, operation_id: &str, agent: &str, proxy: &NewProxy, now: Millis) -> ProxyRecord {
    ProxyRecord {
        connection_id: connection_id.to_owned(),
        agent: agent.to_owned(),
        name: proxy.name.clone(),
        home_path: proxy.home_path.clone(),
        sql_port: proxy.sql_port,
        exporter_port: proxy.exporter_port,
        rpc_port: proxy.rpc_port,
        source: proxy.source.clone(),
        version: String::new(),
        added_at: now,
        operation_id: operation_id.to_owned(),
    }
}
