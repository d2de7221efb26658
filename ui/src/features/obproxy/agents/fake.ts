import type { ObproxyDraft } from "../../../ipc/generated";
import type { FakePart } from "../../../platform/fake/part";
import { failure } from "../../../platform/fake/world";
import { authorise } from "../../audit/fakes/guards";
import { blankForm } from "./fakes/blank-form";
import { checkForm } from "./fakes/checks";
import { opened } from "./fakes/fleet";
import { impactOf } from "./fakes/impact";
import { planOf, STEPS } from "./fakes/plan";
import { proxiesOf } from "./fakes/state";
import { playUpload } from "./fakes/upload";

/** The OBProxy of agents, in memory. */
export const fake: FakePart = (world) => {
  const proxies = proxiesOf(world);
  const fleetOf = (connectionId: string) => {
    const connection = world.connections.find(({ id }) => id === connectionId);
    const fleet = proxies.fleets.get(connectionId) ?? [];
    return connection?.settings.passwords.agent == null ? fleet : fleet.map(opened);
  };
  const draftOf = (id: string): ObproxyDraft => {
    const draft = proxies.drafts.get(id);
    // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
    if (draft === undefined) throw failure("notFound", `no draft ${id}`);
    return draft;
  };
  const formOf = (id: string) => {
    const { form } = draftOf(id);
    // oxlint-disable-next-line typescript/only-throw-error -- as above
    if (form.type !== "agents") throw failure("notFound", `draft ${id} is for an OCP`);
    return form;
  };
  const subjectOf = (connectionId: string) => ({ connectionId, name: connectionId, environment: "prod" as const });
  return {
    commands: {
      agent_proxies: ({ connectionId }) => ({ agents: fleetOf(connectionId), deeds: [] }),
      obproxy_drafts: () => ({
        drafts: [...proxies.drafts.values()].map(({ id, connectionId, step, updatedAt, form }) => ({
          id,
          connectionId,
          name: form.name,
          step,
          hosts: form.type === "agents" ? form.agents.length : form.hostIds.length,
          updatedAt,
        })),
      }),
      create_obproxy_draft: ({ connectionId }) => {
        const id = `proxies-${world.nextId++}`;
        const form = blankForm(fleetOf(connectionId));
        const draft: ObproxyDraft = {
          id,
          connectionId,
          updatedAt: world.now(),
          step: "hosts",
          form: { type: "agents", ...form },
          accepted: [],
          operationId: null,
        };
        proxies.drafts.set(id, draft);
        return draft;
      },
      load_obproxy_draft: ({ id }) => draftOf(id),
      save_obproxy_draft: ({ draft }) => {
        const updatedAt = world.now();
        proxies.drafts.set(draft.id, { ...draft, updatedAt });
        return { updatedAt };
      },
      delete_obproxy_draft: ({ id }) => {
        proxies.drafts.delete(id);
        return {};
      },
      check_obproxy_draft: ({ id }) => checkForm(formOf(id), fleetOf(draftOf(id).connectionId)),
      plan_obproxy_draft: ({ id }) => {
        const form = formOf(id);
        return {
          calls: planOf(form),
          problems: checkForm(form, fleetOf(draftOf(id).connectionId)).problems,
          steps: STEPS,
        };
      },
      start_obproxy_draft: ({ draftId, consent }) => {
        const draft = draftOf(draftId);
        authorise(world, subjectOf(draft.connectionId), consent);
        proxies.drafts.set(draftId, { ...draft, operationId: "proxies" });
        return { operationId: "proxies" };
      },
      obproxy_impact: ({ connectionId, action }) => impactOf(action, fleetOf(connectionId), proxies),
      start_obproxy_action: ({ connectionId, action, typed, consent }) => {
        authorise(world, subjectOf(connectionId), consent);
        const { toType } = impactOf(action, fleetOf(connectionId), proxies);
        // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
        if (toType !== null && typed !== toType) throw failure("invalid", `${toType} was not typed`);
        return { operationId: "proxies" };
      },
    },
    streams: {
      upload_package: (request, emit) => {
        world.calls.push({ command: "upload_package", request });
        return playUpload(world, request, emit);
      },
    },
  };
};
