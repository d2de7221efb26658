import type { WizardDraft } from "../../ipc/generated";
import { failure, type FakeWorld } from "../../platform/fake/world";
import type { FakePart } from "../../platform/fake/part";
import { authorise, guardOver } from "../audit/fakes/guards";
import { rulesMet } from "./cluster/password-rules";
import { canonical } from "./fakes/address";
import { blankDraft } from "./fakes/blank-draft";
import { CATALOGUE } from "./fakes/catalogue";
import { checkDraft } from "./fakes/checks";
import { answeringHost, failingHost } from "./fakes/hosts";
import { matrixOf, SCRIPT } from "./fakes/preflight";
import { planOf, suggestionsFor } from "./fakes/plan";

const KNOWN = new Set(CATALOGUE.parameters.map((info) => info.name));
const PRACTICE = ["127.0.0.1:2886", "127.0.0.1:2887", "127.0.0.1:2888"];

export const fake: FakePart = (world) => {
  const probed = new Set<string>();
  const draftOf = (id: string) => {
    const draft = world.drafts.get(id);
    // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
    if (draft === undefined) throw failure("notFound", `no draft ${id}`);
    return draft;
  };
  return {
    commands: {
      start_practice: () => startPractice(world),
      create_draft: ({ kind, practice, connectionId }) => {
        const id = `draft-${world.nextId++}`;
        const connection = world.connections.find((known) => known.id === connectionId);
        const agents = practice ? startPractice(world).agents : (connection?.settings.addresses ?? []);
        const hosts = (kind === "init" ? agents : []).map((address, index) => ({
          address,
          zone: `zone${(index % 3) + 1}`,
          agentPassword: null,
          setPassword: false,
        }));
        const draft = blankDraft(id, world.now(), { kind, hosts, connectionId });
        if (connection !== undefined) draft.environment = connection.settings.environment;
        if (connection !== undefined) draft.reach = connection.settings.reach;
        draft.cluster.name = practice ? "practice" : (connection?.settings.name ?? "");
        world.drafts.set(id, draft);
        return draft;
      },
      load_draft: ({ id }) => draftOf(id),
      save_draft: ({ draft }) => {
        const updatedAt = world.now();
        world.drafts.set(draft.id, { ...draft, updatedAt });
        return { updatedAt };
      },
      delete_draft: ({ id }) => {
        world.drafts.delete(id);
        return {};
      },
      store_secret: ({ value }) => {
        const id = `secret-${world.nextId++}`;
        world.secrets.set(id, value.length);
        return { id, weak: rulesMet(value).size < 5 };
      },
      probe_host: ({ address, agentPassword }) => {
        const at = canonical(address);
        const probe = world.hosts.get(at ?? "") ?? failingHost(at ?? address);
        probed.add(at ?? address);
        if (agentPassword !== null && probe.facts?.passwordSet === true && probe.facts.resources === null) {
          const open = answeringHost(probe.address);
          world.hosts.set(probe.address, open);
          return open;
        }
        return probe;
      },
      trust_key: ({ address }) => {
        const probe = world.hosts.get(address);
        if (probe?.facts != null) world.hosts.set(address, { ...probe, facts: { ...probe.facts, keyChange: null } });
        return {};
      },
      check_draft: ({ id }) => ({ problems: checkDraft(draftOf(id), world, probed, KNOWN) }),
      parameter_catalogue: () => CATALOGUE,
      suggest_parameters: ({ id }) => suggestionsFor(draftOf(id), world),
      plan_calls: ({ id }) => ({ calls: planOf(draftOf(id)), problems: checkDraft(draftOf(id), world, probed, KNOWN) }),
      preflight_script: () => ({ text: SCRIPT }),
      export_plan: () => ({ path: world.planPath }),
      read_plan: () => ({ preview: world.planFile }),
      compare_plans: () => ({ comparison: world.planComparison }),
      apply_plan: ({ draftId }) => {
        const known = draftId === null ? undefined : draftOf(draftId);
        const draft = known ?? blankDraft(`draft-${world.nextId++}`, world.now());
        const planned = plannedHosts(world.planFile?.hosts ?? 0);
        const changed = { ...draft, hosts: planned, step: "hosts" as const };
        changed.cluster = { ...draft.cluster, name: world.planFile?.clusterName ?? draft.cluster.name };
        world.drafts.set(draft.id, changed);
        return changed;
      },
      draft_guard: ({ id }) => guardOver(world, subjectOf(draftOf(id))),
      start_draft: ({ draftId, consent }) => {
        const draft = draftOf(draftId);
        authorise(world, subjectOf(draft), consent);
        const operationId = `op-${world.nextId++}`;
        world.drafts.set(draftId, { ...draft, operationId });
        world.operations.push({
          id: operationId,
          draftId,
          connectionId: draft.connectionId ?? `of-${operationId}`,
          system: "obshell",
          kind: draft.kind,
          deed: null,
          subject: "",
          clusterName: draft.cluster.name,
          environment: draft.environment,
          state: { kind: "running", word: "running" },
          done: 0,
          total: 14,
          startedAt: world.now(),
          endedAt: null,
          hosts: draft.hosts.map((host) => host.address),
          atStep: "Join self",
        });
        return { operationId };
      },
    },
    streams: {
      run_preflight: ({ draftId, hosts }, emit) => {
        const draft = draftOf(draftId);
        const all = draft.hosts.map(({ address }) => canonical(address) ?? address);
        const asked = all.filter((address) => hosts.length === 0 || hosts.includes(address));
        const startedAt = world.now();
        const checking = new Set(asked);
        const tell = () => {
          const endedAt = checking.size === 0 ? world.now() : null;
          const problems = checkDraft(draftOf(draftId), world, probed, KNOWN);
          emit(structuredClone(matrixOf(draft, world, problems, { startedAt, endedAt, checking, probed })));
        };
        world.calls.push({ command: "run_preflight", request: { draftId, hosts } });
        tell();
        const timers = asked.map((address, index) =>
          setTimeout(
            () => {
              checking.delete(address);
              probed.add(address);
              tell();
            },
            world.delayMs * (index + 1),
          ),
        );
        return () => {
          for (const timer of timers) clearTimeout(timer);
        };
      },
    },
  };
};

function plannedHosts(count: number): WizardDraft["hosts"] {
  return Array.from({ length: count }, (_, index) => ({
    address: `10.10.10.${index + 1}:2886`,
    zone: `zone${(index % 3) + 1}`,
    agentPassword: null,
    setPassword: false,
  }));
}

function subjectOf({ connectionId, cluster, environment }: WizardDraft) {
  return { connectionId, name: cluster.name, environment };
}

function startPractice(world: FakeWorld) {
  world.practice = PRACTICE;
  for (const address of PRACTICE) world.hosts.set(address, answeringHost(address, { passwordSet: false }));
  return { running: true, agents: PRACTICE };
}
