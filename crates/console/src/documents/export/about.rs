/// What is known of the programs behind a task.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// OBDeck's version.
    pub version: String,
    /// `linux x86_64`
    pub system: String,
    /// Empty when it is not known.
    pub obshell_version: String,
    /// Of the OceanBase, or the OCP.
    pub server_version: String,
}

impl About {
    pub(super) fn text(&self, zone: &str) -> String {
        let known = |text: &str| if text.is_empty() { "not known".to_owned() } else { text.to_owned() };
        format!(
            "OBDeck     {}\nSystem     {}\nobshell    {}\nOceanBase  {}\nTimes      {zone}\n\n\
             task.json     the task, for OBDeck: \"Open a saved task\"\n\
             report.html   the task, for any browser\n\
             logs/         the log of each step on each host\n\n\
             Addresses and the names of hosts and clusters are replaced, everywhere by the same words.\n\
             What looks like a secret is masked. Read the logs before you hand them on all the same.\n",
            known(&self.version),
            known(&self.system),
            known(&self.obshell_version),
            known(&self.server_version),
        )
    }
}
