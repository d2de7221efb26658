import type {
  AgentObproxyForm,
  AgentProxy,
  Choice,
  ObproxyCheck,
  ObproxyProblem,
  ObproxyProblemCode,
  ObproxyStep,
} from "../../../../ipc/generated";
import { PORTS } from "../wizard/changes";

/** What the console would say of a form, as far as the screens need it. */
export function checkForm(form: AgentObproxyForm, fleet: AgentProxy[]): ObproxyCheck {
  const agents = fleet.map(choiceOf);
  const problems: ObproxyProblem[] = [];
  const add = (
    step: ObproxyStep,
    code: ObproxyProblemCode,
    field: string,
    args: Record<string, string> = {},
    severity: ObproxyProblem["severity"] = "block",
  ) => problems.push({ step, severity, code, field, args });

  if (form.agents.length === 0) add("hosts", "noAgents", "agents");
  form.agents.forEach(({ agent }, index) => {
    const choice = agents.find(({ id }) => id === agent);
    if (choice === undefined) add("hosts", "agentUnknown", `agents[${index}]`);
    else if (choice.verdict === "fail" && choice.code !== null) {
      add("hosts", choice.code, `agents[${index}]`, choice.args);
    }
  });
  if (form.homePath === "") add("hosts", "homePathMissing", "homePath");
  else if (!form.homePath.startsWith("/")) add("hosts", "homePathInvalid", "homePath");
  const seen = new Map<string, string>();
  for (const { field, usual } of PORTS) {
    const port = form[field] || usual;
    const before = seen.get(port);
    if (!/^\d+$/.test(port) || Number(port) < 1025 || Number(port) > 65_535)
      add("hosts", "portInvalid", field, { port });
    else if (before !== undefined) add("hosts", "portEqual", field, { port, other: before });
    seen.set(port, field);
  }
  checkSource(form, add);
  if (form.proxysysPassword?.weak === true) add("clusters", "passwordWeak", "proxysysPassword", {}, "warn");
  form.parameters.forEach(({ name, value }, index) => {
    const first = form.parameters.findIndex((one) => one.name === name);
    if (first < index) add("parameters", "parameterDuplicate", `parameters[${index}].name`, { name });
    if (/password|passwd|secret/i.test(name))
      add("parameters", "parameterSecret", `parameters[${index}].name`, { name });
    else if (value === "") add("parameters", "parameterValueMissing", `parameters[${index}].value`, { name });
  });
  return {
    problems,
    hosts: [],
    packages: [],
    clusters: [],
    agents,
    state: { readAt: null, problem: null, cut: false },
  };
}

type Add = (
  step: ObproxyStep,
  code: ObproxyProblemCode,
  field: string,
  args?: Record<string, string>,
  severity?: ObproxyProblem["severity"],
) => void;

function checkSource({ source, proxyroPassword }: AgentObproxyForm, add: Add): void {
  if (source.type === "configUrl") {
    if (source.url === "") add("clusters", "sourceMissing", "source.url");
    else if (!/^https?:\/\/./.test(source.url)) add("clusters", "urlInvalid", "source.url");
  } else {
    if (source.servers.length === 0) add("clusters", "sourceMissing", "source.servers");
    source.servers.forEach((server, index) => {
      if (!/^[^:]+:\d+$/.test(server)) add("clusters", "serverMalformed", `source.servers[${index}]`, { server });
    });
  }
  if (proxyroPassword === null) add("clusters", "proxyroPasswordMissing", "proxyroPassword", {}, "warn");
}

function choiceOf({ agent, managed, deeds, obshellVersion }: AgentProxy): Choice {
  const off = deeds.find(({ deed }) => deed === "create")?.off ?? null;
  const fail = (code: ObproxyProblemCode, args: Record<string, string> = {}): Choice => ({
    id: agent,
    verdict: "fail",
    code,
    args,
  });
  if (managed === true) return fail("agentManages");
  if (off === "version") return fail("agentTooOld", { version: obshellVersion.split("-")[0] ?? "" });
  if (off === "agentPassword") return fail("agentPasswordMissing");
  if (off === "silent") return fail("agentSilent");
  return { id: agent, verdict: "pass", code: null, args: {} };
}
