use obshell_api::{AgentAddress, AgentInfo, Client, Gate, Identity, KnownAgent};
use ocp_api::BaseUrl;

use super::credentials::{Passwords, read_secret};
use super::typed::{Typed, typed};
use super::warnings::{Suspect, warnings};
use crate::connections::{Connections, Wiring};
use crate::dto::{
    ConnectionKind, ConnectionPasswords, ConnectionProbe, ConnectionRef, ConnectionSettings, Environment,
    ErrorCode, HostFacts, HostProbe, IpcError, Millis, OcpOptions, OcpProbe, PasswordKind,
    ProbeConnectionReq,
};
use crate::hosts::{Look, Prober, address_differs, key_changed, resources_of};

/// Looks who is at an address before there is a connection.
pub struct Inquirer {
    pub prober: Prober,
    pub wiring: Wiring,
    pub connections: Connections,
}

impl Inquirer {
    /// Asks an agent or an OCP, whichever answers. Each password is tried at most once. Stores nothing but the
    /// agent's key, on first sight. Performs network, vault and database I/O.
    pub async fn ask(&self, request: ProbeConnectionReq, now: Millis) -> ConnectionProbe {
        let ProbeConnectionReq { address, reach, passwords } = request;
        let typed = match typed(&address, &reach) {
            Ok(typed) => typed,
            Err(problem) => return failed(problem),
        };
        let asked = Asked { typed: &typed, passwords: &passwords, now };
        let agent_first = !typed.rather_ocp && typed.agent.is_some();
        let first = self.either(agent_first, &asked).await;
        if !is_something_else(&first, &typed) {
            return first;
        }
        let second = self.either(!agent_first, &asked).await;
        // What the likelier one of them said is more to the point.
        if second.proposal.is_some() || second.certificate.is_some() { second } else { first }
    }

    async fn either(&self, agent: bool, asked: &Asked<'_>) -> ConnectionProbe {
        if agent { Box::pin(self.agent(asked)).await } else { Box::pin(self.ocp(asked)).await }
    }

    async fn agent(&self, asked: &Asked<'_>) -> ConnectionProbe {
        let Some(address) = &asked.typed.agent else { return failed(not_there()) };
        let looked = self.prober.look(address, &asked.typed.reach, asked.now).await;
        let Look { address, client, info, mut facts, differs } = match looked {
            Ok(look) => look,
            Err(problem) => return failed(problem),
        };
        let trial = if let Some(change) = &facts.key_change {
            Trial { problem: Some(key_changed(change)), ..Trial::default() }
        } else if differs {
            Trial { problem: Some(address_differs(&info)), ..Trial::default() }
        } else {
            match Passwords::read(&self.wiring, asked.passwords).await {
                Ok(passwords) => try_once(&client, &info, &passwords, &mut facts).await,
                Err(problem) => Trial { problem: Some(problem), ..Trial::default() },
            }
        };
        let needs = trial.needs.or_else(|| Passwords::default().credentials_for(&info).err());
        let address = address.to_string();
        let suspect = Suspect {
            address: address.clone(),
            identity: info.identity.clone(),
            key_bits: facts.key_bits,
            password_set: facts.password_set,
            accepts_bare_calls: facts.accepts_bare_calls,
            address_differs: differs,
            clock_offset_ms: facts.clock_offset_ms,
        };
        let mut addresses = vec![address.clone()];
        addresses.extend(trial.members.iter().filter(|member| **member != facts.agent_address).cloned());
        addresses.dedup();
        let kind =
            if info.identity == Identity::Single { ConnectionKind::Agent } else { ConnectionKind::Cluster };
        let host = address.rsplit_once(':').map_or(address.as_str(), |(host, _)| host).to_owned();
        let name = Some(trial.cluster_name).filter(|name| !name.is_empty()).unwrap_or(host);
        ConnectionProbe {
            proposal: Some(proposal(name, kind, addresses.clone(), asked)),
            existing: self.existing(&addresses[..1]),
            host: Some(HostProbe { address, at: asked.now, facts: Some(facts), problem: None }),
            ocp: None,
            needs,
            accepted: trial.accepted,
            warnings: warnings([&suspect]),
            certificate: None,
            problem: trial.problem,
        }
    }

    async fn ocp(&self, asked: &Asked<'_>) -> ConnectionProbe {
        let Some(url) = &asked.typed.ocp else { return failed(not_there()) };
        match self.ask_ocp(url, asked).await {
            Ok(probe) => probe,
            Err(problem) => failed(problem),
        }
    }

    async fn ask_ocp(&self, url: &str, asked: &Asked<'_>) -> Result<ConnectionProbe, IpcError> {
        let base = BaseUrl::parse(url).map_err(ocp_api::Error::from)?;
        let options = self.wiring.ocp_options(&asked.typed.reach, &base).await?;
        let client = ocp_api::Client::new(url, options)?;
        let probe = client.probe().await?;
        let (user, held) = (asked.passwords.ocp_user.clone(), asked.passwords.ocp.as_ref());
        let password = read_secret(&self.wiring, held).await?;
        let (mut version, mut accepted, mut problem) = (None, None, None);
        if let Some((user, password)) = user.filter(|user| !user.is_empty()).zip(password) {
            client.set_login(ocp_api::Login::basic(user, password));
            match client.info().await {
                Ok(info) => (version, accepted) = (Some(info.version), Some(true)),
                Err(ocp_api::Error::Unauthorized(_)) => accepted = Some(false),
                Err(error) => problem = Some(error.into()),
            }
        }
        let url = base.to_string();
        let latency_ms = probe.latency.as_secs_f64() * 1000.0;
        let ocp = OcpProbe { url: url.clone(), version, latency_ms, clock_offset_ms: probe.offset.offset_ms };
        Ok(ConnectionProbe {
            existing: self.existing(std::slice::from_ref(&url)),
            proposal: Some(proposal(base.host().to_owned(), ConnectionKind::Ocp, vec![url], asked)),
            host: None,
            ocp: Some(ocp),
            needs: Some(PasswordKind::Ocp),
            accepted,
            warnings: Vec::new(),
            certificate: None,
            problem,
        })
    }

    fn existing(&self, addresses: &[String]) -> Option<ConnectionRef> {
        let all = self.connections.all();
        let has = |it: &&crate::connections::Connection| {
            let known = it.seen.agents.iter().map(|agent| &agent.address);
            it.settings.addresses.iter().chain(known).any(|address| addresses.contains(address))
        };
        all.iter().find(has).map(|it| ConnectionRef { id: it.id.clone(), name: it.settings.name.clone() })
    }
}

/// One inquiry.
struct Asked<'a> {
    typed: &'a Typed,
    passwords: &'a ConnectionPasswords,
    now: Millis,
}

/// What one authenticated call brought.
#[derive(Default)]
struct Trial {
    needs: Option<PasswordKind>,
    accepted: Option<bool>,
    /// All agents of the group, by the addresses they know themselves by.
    members: Vec<String>,
    cluster_name: String,
    problem: Option<IpcError>,
}

async fn try_once(client: &Client, info: &AgentInfo, passwords: &Passwords, facts: &mut HostFacts) -> Trial {
    let credentials = match passwords.credentials_for(info) {
        Ok(credentials) => credentials,
        Err(kind) => return Trial { needs: Some(kind), ..Trial::default() },
    };
    let shown = passwords.kind_for(info);
    let tried = credentials.root.is_some() || credentials.agent.is_some();
    let gate = Gate::new();
    client.use_gate(gate.clone());
    client.set_credentials(credentials);
    let accepted = tried.then_some(true);
    let needs = tried.then_some(shown);
    let error = if info.identity == Identity::Single {
        match client.host_info().await {
            Ok(host) => {
                facts.resources = Some(resources_of(&host));
                return Trial { needs, accepted, ..Trial::default() };
            }
            Err(error) => error,
        }
    } else {
        match client.ob_info().await {
            Ok(group) => {
                let members = group.agents.iter().map(written).collect();
                let cluster_name = group.cluster.name;
                return Trial { needs, accepted, members, cluster_name, problem: None };
            }
            Err(error) => error,
        }
    };
    if !gate.is_refused() {
        return Trial { needs, problem: Some(error.into()), ..Trial::default() };
    }
    let (kind, had) = passwords.refused(&error, info);
    Trial { needs: Some(kind), accepted: had.then_some(false), ..Trial::default() }
}

fn written(agent: &KnownAgent) -> String {
    AgentAddress { ip: agent.ip.clone(), port: agent.port }.to_string()
}

fn proposal(
    name: String,
    kind: ConnectionKind,
    addresses: Vec<String>,
    asked: &Asked<'_>,
) -> ConnectionSettings {
    ConnectionSettings {
        name,
        group: String::new(),
        // The strictest, until somebody says that it may be less.
        environment: Environment::Prod,
        kind,
        addresses,
        pinned: false,
        reach: asked.typed.reach.clone(),
        passwords: asked.passwords.clone(),
        ocp: OcpOptions::default(),
        note: String::new(),
    }
}

fn is_something_else(probe: &ConnectionProbe, typed: &Typed) -> bool {
    let Some(problem) = probe.problem.as_ref().filter(|_| probe.proposal.is_none()) else { return false };
    let foreign = [
        ErrorCode::NotObshell,
        ErrorCode::TooLarge,
        ErrorCode::Rejected,
        ErrorCode::Unauthorized,
        ErrorCode::NotFound,
    ];
    foreign.contains(&problem.code) || (typed.any_port && problem.code == ErrorCode::Unreachable)
}

fn not_there() -> IpcError {
    IpcError::not_found("address")
}

fn failed(problem: IpcError) -> ConnectionProbe {
    let untrusted = problem.code == ErrorCode::CertificateNotTrusted;
    ConnectionProbe {
        proposal: None,
        host: None,
        ocp: None,
        needs: None,
        accepted: None,
        existing: None,
        warnings: Vec::new(),
        certificate: problem.detail.clone().filter(|_| untrusted),
        problem: Some(problem),
    }
}
