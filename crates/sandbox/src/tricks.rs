//! What can be done to practice agents while they run, one line each on standard input.

use sandbox::{OcpTrouble, Sandbox};
use serde_json::{Value, json};

/// The words, for whoever gets one wrong.
const KNOWN: &str = "kill N, revive N, replace-key N, replace-certificate N, root-password TEXT, add-agent, \
                     forge-member IP:PORT, fail-node N NODE, fail-node-once N NODE, mend-nodes N, refused, ocp ok, \
                     ocp bad-gateway, ocp away, ocp loses-answer, ocp drops-request, ocp throttles SECONDS, \
                     ocp-password TEXT, ocp-refused";

/// Does what `line` says; agents are counted from 1. Returns what to print.
pub async fn play(sandbox: &Sandbox, line: &str) -> Value {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    match trick(sandbox, word, rest.trim()).await {
        Ok(answer) => answer,
        Err(problem) => json!({ "error": problem }),
    }
}

async fn trick(sandbox: &Sandbox, word: &str, rest: &str) -> Result<Value, String> {
    match word {
        "kill" => sandbox.kill_agent(agent(sandbox, rest)?).await,
        "revive" => sandbox.revive_agent(agent(sandbox, rest)?).await,
        "replace-key" => sandbox.replace_key(agent(sandbox, rest)?).await,
        "replace-certificate" => {
            let agent = agent(sandbox, rest)?;
            sandbox.replace_certificate(agent).map_err(|problem| problem.to_string())?;
        }
        "root-password" => sandbox.change_root_password(rest),
        "add-agent" => {
            let address = sandbox.add_agent().await.map_err(|problem| problem.to_string())?;
            return Ok(json!({ "done": word, "agent": address }));
        }
        "forge-member" => sandbox.forge_member(rest).map_err(|problem| problem.to_string())?,
        "fail-node" | "fail-node-once" => {
            let (number, node) = rest.split_once(' ').ok_or("which node?")?;
            sandbox.fail_node(agent(sandbox, number)?, node.trim(), word == "fail-node-once");
        }
        "mend-nodes" => sandbox.mend_nodes(agent(sandbox, rest)?),
        "ocp" => sandbox.ocp_trouble(trouble(rest)?),
        "ocp-password" => sandbox.change_ocp_password(rest),
        "ocp-refused" => {
            return Ok(json!({ "done": word, "attempts": sandbox.ocp_refused_attempts() }));
        }
        "refused" => return Ok(json!({ "done": word, "attempts": sandbox.refused_attempts() })),
        _ => return Err(format!("{word:?} is no trick; these are: {KNOWN}")),
    }
    Ok(json!({ "done": word }))
}

fn trouble(name: &str) -> Result<OcpTrouble, String> {
    let (name, seconds) = name.split_once(' ').unwrap_or((name, "30"));
    match name {
        "ok" => Ok(OcpTrouble::Nothing),
        "bad-gateway" => Ok(OcpTrouble::BadGateway),
        "away" => Ok(OcpTrouble::Away),
        "loses-answer" => Ok(OcpTrouble::LosesNextPost),
        "drops-request" => Ok(OcpTrouble::DropsNextPost),
        "throttles" => {
            let seconds = seconds.trim().parse().map_err(|_| format!("{seconds:?} are no seconds"))?;
            Ok(OcpTrouble::Throttles(seconds))
        }
        _ => Err(format!("{name:?} is no trouble of an OCP; these are: {KNOWN}")),
    }
}

fn agent(sandbox: &Sandbox, number: &str) -> Result<usize, String> {
    let count = sandbox.addresses().len();
    let wanted = number.parse::<usize>().ok().filter(|number| (1..=count).contains(number));
    wanted.map(|number| number - 1).ok_or_else(|| format!("{number:?} is no agent from 1 to {count}"))
}
