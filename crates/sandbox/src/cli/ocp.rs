//! Flags about the OCP beside the agents.

use clap::Args;
use sandbox::Options;

/// Whether there is an OCP, and what it is like.
#[derive(Args)]
pub(super) struct OcpFlags {
    /// Start an OCP beside the agents.
    #[arg(long)]
    ocp: bool,
    /// The build it says it is; those from 4.3.5 on have other paths for OBProxy servers.
    #[arg(long, value_name = "VERSION", requires = "ocp")]
    ocp_build: Option<String>,
    /// How many hosts it has, eight at least.
    #[arg(long, value_name = "COUNT", default_value_t = 0, requires = "ocp")]
    ocp_hosts: usize,
    /// The host it sees when it verifies signatures, as behind a proxy that rewrites it.
    #[arg(long, value_name = "HOST", requires = "ocp")]
    ocp_host_seen: Option<String>,
    /// What OCP's documents do not mention works too, for instance setting parameters.
    #[arg(long, requires = "ocp")]
    ocp_undocumented: bool,
}

impl OcpFlags {
    /// Adds them to `options`.
    pub fn apply(self, options: &mut Options) {
        options.ocp = self.ocp;
        let traits = &mut options.ocp_traits;
        if let Some(build) = self.ocp_build {
            traits.build_version = build;
        }
        traits.hosts = self.ocp_hosts;
        traits.host_seen = self.ocp_host_seen;
        traits.undocumented = self.ocp_undocumented;
    }
}
