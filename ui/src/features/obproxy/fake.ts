import type { ObproxyAction, ObproxyDraft, OcpObproxyForm } from "../../ipc/generated";
import type { FakePart } from "../../platform/fake/part";
import { failure } from "../../platform/fake/world";
import { authorise } from "../audit/fakes/guards";
import { fake as ofAgents } from "./agents/fake";
import { checkForm } from "./fakes/check";
import { impactOf } from "./fakes/impact";
import { planOf, STEPS } from "./fakes/plan";
import { lookUpState, obproxyOf } from "./fakes/state";

/** OBProxy clusters of OCPs, in memory; what is of agents is left to their fake. */
export const fake: FakePart = (world) => {
  const state = obproxyOf(world);
  const agents = ofAgents(world).commands ?? {};
  const fail = (message: string): never => {
    // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
    throw failure("notFound", message);
  };
  const ocpOf = (connectionId: string) => state.ocps.get(connectionId) ?? fail(`no OCP ${connectionId}`);
  const connectionOf = (id: string) => world.connections.find((one) => one.id === id);
  const targetOf = (id: string) => connectionOf(id)?.settings.addresses[0] ?? "http://10.10.1.5:8080";
  const draftOf = (id: string): ObproxyDraft => state.drafts.get(id) ?? fail(`no draft ${id}`);
  const formOf = ({ form }: ObproxyDraft): OcpObproxyForm => (form.type === "ocp" ? form : fail("not of an OCP"));
  const checkOf = (draft: ObproxyDraft) => {
    const ocp = ocpOf(draft.connectionId);
    return { ...checkForm(formOf(draft), ocp), state: lookUpState(world, ocp) };
  };
  const clusterOf = (connectionId: string, id: string) =>
    ocpOf(connectionId).clusters.find(({ summary }) => summary.id === id) ?? fail(`no OBProxy cluster ${id}`);
  const subjectOf = (connectionId: string) => ({ connectionId, name: connectionId, environment: "dev" as const });
  const clusterIdOf = (action: ObproxyAction) => ("clusterId" in action ? action.clusterId : null);
  const handed = <Handler>(handler: Handler | undefined): Handler => handler ?? fail("agents are not faked here");
  return {
    commands: {
      ocp_hosts: ({ connectionId }) => {
        const ocp = ocpOf(connectionId);
        return { state: lookUpState(world, ocp), hosts: ocp.hosts };
      },
      ocp_packages: ({ connectionId }) => {
        const ocp = ocpOf(connectionId);
        return { state: lookUpState(world, ocp), packages: ocp.packages };
      },
      ocp_ob_clusters: ({ connectionId }) => {
        const ocp = ocpOf(connectionId);
        return { state: lookUpState(world, ocp), clusters: ocp.obClusters };
      },
      obproxy_clusters: ({ connectionId }) => {
        const ocp = ocpOf(connectionId);
        return { state: lookUpState(world, ocp), clusters: ocp.clusters.map(({ summary }) => summary) };
      },
      obproxy_cluster: ({ connectionId, clusterId }) => ({
        ...clusterOf(connectionId, clusterId),
        state: lookUpState(world, ocpOf(connectionId)),
      }),
      obproxy_parameters: ({ connectionId }) => {
        const ocp = ocpOf(connectionId);
        return { state: lookUpState(world, ocp), parameters: ocp.parameters };
      },
      obproxy_catalogue: ({ connectionId }) => {
        const ocp = ocpOf(connectionId);
        return { state: lookUpState(world, ocp), parameters: ocp.catalogue };
      },
      obproxy_drafts: async () => {
        const ours = [...state.drafts.values()]
          .filter(({ operationId }) => operationId === null)
          .map((draft) => ({
            id: draft.id,
            connectionId: draft.connectionId,
            name: formOf(draft).name,
            step: draft.step,
            hosts: formOf(draft).hostIds.length,
            updatedAt: draft.updatedAt,
          }));
        const theirs = (await agents.obproxy_drafts?.({}))?.drafts ?? [];
        return { drafts: [...ours, ...theirs] };
      },
      create_obproxy_draft: (request) => {
        if (!state.ocps.has(request.connectionId)) return handed(agents.create_obproxy_draft)(request);
        const draft = blankDraft(`obproxy-${world.nextId++}`, request.connectionId, world.now());
        state.drafts.set(draft.id, draft);
        return draft;
      },
      load_obproxy_draft: (request) => state.drafts.get(request.id) ?? handed(agents.load_obproxy_draft)(request),
      save_obproxy_draft: (request) => {
        if (request.draft.form.type === "agents") return handed(agents.save_obproxy_draft)(request);
        const updatedAt = world.now();
        state.drafts.set(request.draft.id, { ...request.draft, updatedAt });
        return { updatedAt };
      },
      delete_obproxy_draft: (request) =>
        state.drafts.delete(request.id) ? {} : handed(agents.delete_obproxy_draft)(request),
      check_obproxy_draft: (request) =>
        state.drafts.has(request.id) ? checkOf(draftOf(request.id)) : handed(agents.check_obproxy_draft)(request),
      plan_obproxy_draft: (request) => {
        if (!state.drafts.has(request.id)) return handed(agents.plan_obproxy_draft)(request);
        const draft = draftOf(request.id);
        const form = formOf(draft);
        const steps = form.hostIds.length === 0 ? ["Prepare obproxy install", "Finish node"] : STEPS;
        return { calls: planOf(form, targetOf(draft.connectionId)), problems: checkOf(draft).problems, steps };
      },
      start_obproxy_draft: (request) => {
        if (!state.drafts.has(request.draftId)) return handed(agents.start_obproxy_draft)(request);
        const draft = draftOf(request.draftId);
        authorise(world, subjectOf(draft.connectionId), request.consent);
        state.drafts.set(draft.id, { ...draft, operationId: "running" });
        return { operationId: "running" };
      },
      obproxy_impact: (request) => {
        const clusterId = clusterIdOf(request.action);
        if (clusterId === null) return handed(agents.obproxy_impact)(request);
        return impactOf(request.action, clusterOf(request.connectionId, clusterId), targetOf(request.connectionId));
      },
      start_obproxy_action: (request) => {
        const clusterId = clusterIdOf(request.action);
        if (clusterId === null) return handed(agents.start_obproxy_action)(request);
        const cluster = clusterOf(request.connectionId, clusterId);
        authorise(world, subjectOf(request.connectionId), request.consent);
        const { toType } = impactOf(request.action, cluster, targetOf(request.connectionId));
        // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
        if (toType !== null && request.typed !== toType) throw failure("invalid", `${toType} was not typed`);
        return { operationId: "running" };
      },
    },
  };
};

/** As the console makes it. */
export function blankDraft(id: string, connectionId: string, updatedAt: number): ObproxyDraft {
  return {
    id,
    connectionId,
    updatedAt,
    step: "basics",
    form: {
      type: "ocp",
      name: "",
      address: "",
      port: "2883",
      workMode: "configUrl",
      links: [],
      hostIds: [],
      package: "",
      sqlPort: "2883",
      exporterPort: "2884",
      startupParameters: [{ name: "skip_proxy_sys_private_check", value: "true" }],
      parameters: [],
      rpcPort: "",
      installPath: "",
      runUser: "",
      proxysysPassword: null,
      proxyroPassword: null,
    },
    accepted: [],
    operationId: null,
  };
}
