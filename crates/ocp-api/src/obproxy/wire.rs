use serde_json::{Value, json};

/// How requests are written down where OCP's documents contradict each other or themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WireForm {
    pub exporter: ExporterSpelling,
    pub link_ids: LinkIds,
    pub links_body: LinksBody,
    /// Leaves `startupParameters` and `parameters` out when there are none, as the documents' example does. Their
    /// table wants empty arrays.
    pub omit_empty_parameters: bool,
}

/// What the exporter's port is called when a cluster is created. OCP ignores a name that it does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ExporterSpelling {
    #[default]
    Both,
    /// `exporterPort`, as everywhere else.
    ExporterPort,
    /// `exportPort`, as the table has it.
    ExportPort,
}

/// How an OB cluster is named in a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LinkIds {
    /// `clusterId`, OCP's id, and `obClusterId`, OceanBase's, as the example has it.
    #[default]
    Both,
    /// As the table has it.
    ObClusterIdOnly,
}

/// What links are sent as when they are added to a cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LinksBody {
    /// `[…]`
    #[default]
    Array,
    /// `{"obLinks": […]}`, as newer documents have it.
    Object,
}

/// Where the servers of a cluster are acted upon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ServerPaths {
    /// `…/obproxies/{ids}`, before OCP 4.3.5.
    #[default]
    Old,
    /// `…/servers/…`, OCP 4.3.5 and later.
    New,
}

/// A parameter of OBProxy and its value, which is always a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObproxyParameter {
    pub name: String,
    pub value: String,
}

impl ServerPaths {
    /// Those of an OCP with this [`version`](crate::OcpInfo::version); the old ones when it cannot be read.
    pub fn of_version(version: &str) -> ServerPaths {
        let numbers: Vec<u32> = version
            .split(|c: char| !c.is_ascii_digit())
            .map_while(|number| number.parse().ok())
            .take(3)
            .collect();
        if numbers >= vec![4, 3, 5] { ServerPaths::New } else { ServerPaths::Old }
    }
}

pub fn parameters(list: &[ObproxyParameter]) -> Value {
    list.iter().map(|parameter| json!({"name": parameter.name, "value": parameter.value})).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paths_are_new_since_4_3_5() {
        let new = |version| ServerPaths::of_version(version) == ServerPaths::New;
        assert!(new("4.3.5") && new("4.3.5-20250301") && new("4.3.10") && new("4.4.0-2025") && new("5.0"));
        assert!(!new("4.3.4-20240131164424") && !new("4.2.2") && !new("4.3") && !new("") && !new("next"));
    }
}
