use std::fmt::Write;

use super::plan::{Plan, VERSION, environment_word, kind_word};
use crate::dto::{DraftKind, DraftParameter, ParameterScope};

const HEAD: &str = "\
# A plan of OBDeck: what a wizard is to do. Import it in the wizard, or compare it with another plan.
# No secret is in here: passwords are to be entered in the wizard.
";

/// The one text of a plan: the same plan always gives the same bytes.
pub fn write(plan: &Plan) -> String {
    let mut text = HEAD.to_owned();
    // Writing to a string cannot fail.
    let _ = put(plan, &mut text);
    text
}

fn put(plan: &Plan, out: &mut String) -> std::fmt::Result {
    writeln!(out, "obdeckPlan: {VERSION}")?;
    writeln!(out, "# init, join or scaleOut")?;
    writeln!(out, "kind: {}", kind_word(plan.kind))?;
    writeln!(out, "# dev, stage or prod")?;
    writeln!(out, "environment: {}", environment_word(plan.environment))?;
    writeln!(out, "cluster:")?;
    writeln!(out, "  name: {}", scalar(&plan.cluster_name))?;
    if let Some(cluster) = &plan.cluster {
        writeln!(out, "  id: {}", scalar(&cluster.id))?;
        writeln!(out, "  importScript: {}", cluster.import_script)?;
        writeln!(out, "  createProxyroUser: {}", cluster.create_proxyro_user)?;
    }
    writeln!(out, "# Agents of obshell as ip:port.{}", first_host(plan.kind))?;
    writeln!(out, "hosts:{}", if plan.hosts.is_empty() { " []" } else { "" })?;
    for host in &plan.hosts {
        writeln!(out, "  - address: {}", scalar(&host.address))?;
        writeln!(out, "    zone: {}", scalar(&host.zone))?;
        if host.set_password {
            writeln!(out, "    setPassword: true")?;
        }
    }
    if !plan.parameters.is_empty() {
        writeln!(
            out,
            "# Those of a server win over those of its zone, and these over those of the cluster."
        )?;
        writeln!(out, "parameters:")?;
        put_parameters(&plan.parameters, out)?;
    }
    Ok(())
}

fn first_host(kind: DraftKind) -> &'static str {
    match kind {
        DraftKind::Init => " The first one becomes the MASTER.",
        DraftKind::Join | DraftKind::ScaleOut => "",
    }
}

/// They come sorted by scope.
fn put_parameters(parameters: &[DraftParameter], out: &mut String) -> std::fmt::Result {
    let (mut heading, mut target) = ("", None);
    for DraftParameter { scope, name, value } in parameters {
        let (section, of) = match scope {
            ParameterScope::Cluster => ("cluster", None),
            ParameterScope::Zone { zone } => ("zones", Some(zone)),
            ParameterScope::Server { address } => ("servers", Some(address)),
        };
        if section != heading {
            writeln!(out, "  {section}:")?;
            (heading, target) = (section, None);
        }
        if let Some(of) = of.filter(|of| target != Some(*of)) {
            writeln!(out, "    {}:", scalar(of))?;
            target = Some(of);
        }
        let indent = if of.is_some() { 6 } else { 4 };
        writeln!(out, "{:indent$}{}: {}", "", scalar(name), scalar(value))?;
    }
    Ok(())
}

/// A word as it is where every YAML reader takes it for that, else in double quotes.
fn scalar(text: &str) -> String {
    const TAKEN: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let plain = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_./-".contains(c))
        && !TAKEN.contains(&text.to_ascii_lowercase().as_str());
    if plain { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            // What may be read as a line break or as nothing at all.
            _ if c.is_alphanumeric() => out.push(c),
            _ => out.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    out.push('"');
    out
}
