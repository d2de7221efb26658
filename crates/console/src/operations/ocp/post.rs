use ocp_api::{AddServers, Client, Error, SecretString, TakeOver, TaskInstance};

use super::calls::{OcpCall, ServerDeed, ServerRef, TakenRef};
use super::wire::{form_of, link, parameters};
use super::wire_new::Passwords;
use crate::connections::Wiring;
use crate::dto::{IpcError, SecretRef};

/// Sends it. The tasks that OCP made of it.
pub async fn post(client: &Client, call: &OcpCall, passwords: Passwords) -> Result<Vec<TaskInstance>, Error> {
    let one = |task: Option<TaskInstance>| task.into_iter().collect::<Vec<_>>();
    match call {
        OcpCall::Create(new) => {
            let created = client.create_obproxy_cluster(&new.request(passwords), new.form()).await?;
            Ok(one(created.task))
        }
        OcpCall::AddServers { cluster, hosts, sql_port, exporter_port, package } => {
            let added = AddServers {
                host_ids: hosts.iter().map(|host| host.id).collect(),
                sql_port: *sql_port,
                exporter_port: *exporter_port,
                package_file: package.clone(),
            };
            client.add_obproxy_servers(cluster.id, &added).await
        }
        OcpCall::TakeOver { cluster, hosts } => {
            let known = passwords.taken.into_iter().chain(std::iter::repeat(None));
            let taken = |(taken, password): (&TakenRef, _)| TakeOver {
                host_id: taken.host.id,
                sql_port: taken.sql_port,
                password,
            };
            let taken: Vec<TakeOver> = hosts.iter().zip(known).map(taken).collect();
            client.take_over_obproxy_servers(cluster.id, &taken).await
        }
        OcpCall::Servers { cluster, deed, servers, paths } => {
            let (id, servers) =
                (cluster.id, servers.iter().map(|server: &ServerRef| server.id).collect::<Vec<_>>());
            let task = match deed {
                ServerDeed::Remove => client.remove_obproxy_servers(id, &servers, (*paths).into()).await?,
                ServerDeed::Restart => client.restart_obproxy_servers(id, &servers, (*paths).into()).await?,
                ServerDeed::Start => client.start_obproxy_servers(id, &servers).await?,
                ServerDeed::Stop => client.stop_obproxy_servers(id, &servers).await?,
            };
            Ok(one(task))
        }
        OcpCall::Upgrade { cluster, server, package, paths } => {
            client.upgrade_obproxy_server(cluster.id, server.id, package, (*paths).into()).await.map(one)
        }
        OcpCall::EditAddress { cluster, address, port } => {
            client.change_obproxy_address(cluster.id, address.as_deref(), *port).await?;
            Ok(Vec::new())
        }
        OcpCall::AddLink { cluster, link: added, link_ids } => {
            client.add_ob_links(cluster.id, &[link(added)], form_of(*link_ids)).await?;
            Ok(Vec::new())
        }
        OcpCall::RemoveLink { cluster, name } => {
            client.remove_ob_link(cluster.id, name).await?;
            Ok(Vec::new())
        }
        OcpCall::SetParameters { cluster, values } => {
            client.set_obproxy_parameters(cluster.id, &parameters(values)).await.map(one)
        }
        OcpCall::Delete { cluster } => client.delete_obproxy_cluster(cluster.id).await.map(one),
        OcpCall::Further { task_id, .. } => Err(Error::Id { id: task_id.clone() }),
    }
}

/// The secrets that a call is sent with, out of the vault.
pub async fn passwords(call: &OcpCall, wiring: &Wiring) -> Result<Passwords, IpcError> {
    let mut read = Passwords::default();
    if let OcpCall::Create(new) = call {
        read.proxysys = secret(&new.proxysys_password, wiring).await?;
        read.proxyro = secret(&new.proxyro_password, wiring).await?;
    }
    if let OcpCall::TakeOver { hosts, .. } = call {
        for taken in hosts {
            read.taken.push(secret(&taken.password, wiring).await?);
        }
    }
    Ok(read)
}

async fn secret(id: &Option<String>, wiring: &Wiring) -> Result<Option<SecretString>, IpcError> {
    let Some(id) = id else { return Ok(None) };
    wiring.secret(&SecretRef { id: id.clone(), weak: false }).await.map(Some)
}
