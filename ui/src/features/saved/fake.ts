import type { OpenTaskTextReq } from "../../ipc/generated";
import type { FakePart } from "../../platform/fake/part";
import { failure } from "../../platform/fake/world";

/** A file of any name opens the failed task, unless it is no JSON or has no task in it. */
export const fake: FakePart = (world) => ({
  commands: {
    open_saved_task: () => ({ operationId: world.taskFile }),
    open_task_text: (request) => ({ operationId: opened(request) }),
    export_task: ({ format }) => ({ path: world.taskPath && `${world.taskPath}.${EXTENSIONS[format]}` }),
    save_log: ({ stepKey }) => ({ path: world.taskPath && `${world.taskPath}-${stepKey.replaceAll("/", "-")}.log` }),
  },
});

const EXTENSIONS = { html: "html", json: "json", bundle: "zip" };

function opened({ text }: OpenTaskTextReq): string {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && JSON.stringify(read).includes('"nodes"')) return "file";
  } catch (thrown) {
    // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
    throw failure("unreadableFile", thrown instanceof Error ? thrown.message : "no JSON");
  }
  // oxlint-disable-next-line typescript/only-throw-error -- as above
  throw failure("unreadableFile", "no field of it is a list of nodes or of sub-tasks");
}
