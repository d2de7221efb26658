import type { FakePart } from "../../platform/fake/part";
import { fakeOperations } from "./fixtures/fake-operations";

/** Operations by script: `#/operations/failed`, `#/operations/thirty` and so on. */
export const fake: FakePart = () => ({
  commands: {
    operate_task: () => ({}),
    pass_step: () => ({}),
    resume_operation: () => ({}),
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
