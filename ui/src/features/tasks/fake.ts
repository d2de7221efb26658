import type { Consent, Nothing } from "../../ipc/generated";
import type { FakePart } from "../../platform/fake/part";
import type { FakeWorld } from "../../platform/fake/world";
import { authorise, guardOver, lower, raise } from "../audit/fakes/guards";
import { fakeOperations } from "./fixtures/fake-operations";
import { usualTimes } from "./fixtures/usual-at";

/** Operations by script: `#/operations/failed`, `#/operations/thirty` and so on. */
export const fake: FakePart = (world) => ({
  commands: {
    operation_guard: ({ operationId }) => guardOver(world, subjectOf(operationId)),
    // Guards of scripted operations too, whose connections are on no list.
    raise_guard: ({ connectionId, level }) => raise(world, connectionId, level),
    lower_guard: ({ connectionId, level, reason }) => lower(world, connectionId, level, reason),
    operate_task: ({ operationId, consent }) => allowed(world, operationId, consent),
    operate_step: ({ operationId, consent }) => allowed(world, operationId, consent),
    resume_operation: ({ operationId, consent }) => allowed(world, operationId, consent),
    usual_times: ({ operationId }) => usualTimes(operationId),
    stop_operation: () => ({}),
    rollback_preview: ({ operationId }) => ({
      hosts: fakeOperations.snapshot(operationId).head.hosts.map(({ address, zone }) => ({
        address,
        zone,
        paths: [
          "/data/ob_order/store",
          "/home/admin/obshell/log",
          "/home/admin/obshell/etc/observer.config.bin",
          "/data/ob_order/redo",
        ],
      })),
      steps: ["Start observer", "Create observer workdir", "Integrate config"],
    }),
  },
  streams: {
    watch_operation: ({ operationId }, emit) => fakeOperations.play(operationId, emit),
    watch_log: (request, emit) => fakeOperations.playLog(request, emit),
  },
});

function allowed(world: FakeWorld, operationId: string, consent: Consent): Nothing {
  authorise(world, subjectOf(operationId), consent);
  return {};
}

function subjectOf(operationId: string) {
  const { connectionId, clusterName, environment } = fakeOperations.snapshot(operationId).head;
  return { connectionId, name: clusterName, environment };
}
