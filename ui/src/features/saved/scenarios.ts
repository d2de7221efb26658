import type { FakeWorld } from "../../platform/fake/world";
import { failure } from "../../platform/fake/world";

/** Opening and writing files that goes wrong: `?scenario=saved-broken#/operations/failed`. */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  "saved-broken": (world) => {
    const cut = failure("unreadableFile", "the file ends at line 812, inside a string");
    world.failing.set("open_saved_task", cut);
    world.failing.set("open_task_text", cut);
    world.failing.set("export_task", failure("storage", "/mnt/share/report.html: no space left on device"));
    world.failing.set("save_log", failure("storage", "/mnt/share/observer.log: permission denied"));
  },
};
