use obshell_api::{Address, AgentAddress};

/// The one spelling of an address that OBDeck stores and compares; `None` when it is no address.
pub fn canonical(text: &str) -> Option<String> {
    Address::parse(text).ok().map(|address| address.to_string())
}

/// A canonical address as agents write it in their bodies: the ip without brackets, and the port.
pub fn agent_address(canonical: &str) -> AgentAddress {
    match Address::parse(canonical) {
        Ok(address) => AgentAddress::from(&address),
        Err(_) => AgentAddress { ip: canonical.to_owned(), port: 0 },
    }
}

/// The part of a canonical address that names the host.
pub fn host_part(canonical: &str) -> &str {
    canonical.rsplit_once(':').map_or("", |(host, _)| host)
}
