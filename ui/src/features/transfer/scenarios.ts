import type { ImportItem, ImportPreview } from "../../ipc/generated";
import type { FakeWorld } from "../../platform/fake/world";

/** A file to choose for whoever presses Import, in every scenario that has connections. */
export const scenarios: Record<string, (world: FakeWorld) => void> = {
  default: (world) => {
    world.importFile = importFile(world.now());
  },
  busy: (world) => {
    world.importFile = importFile(world.now());
  },
};

export function importItem(key: string, change: Partial<ImportItem> = {}): ImportItem {
  return {
    key,
    name: key,
    group: "Payments",
    environment: "prod",
    kind: "cluster",
    addresses: ["10.10.10.1:2886", "10.10.10.2:2886", "10.10.10.3:2886"],
    change: "new",
    differences: [],
    reason: null,
    otherKeys: [],
    ...change,
  };
}

/** One of each kind. */
export function importFile(now: number): ImportPreview {
  return {
    importId: "import-1",
    file: "/home/dba/from the other team/obdeck-connections-2026-11-20.json",
    exportedAt: now - 26 * 3_600_000,
    secrets: 5,
    items: [
      importItem("ob_risk"),
      importItem("ob_risk_stage", { environment: "stage", addresses: ["10.20.10.1:2886"] }),
      importItem("ob_pay", {
        change: "changed",
        differences: [
          { field: "environment", here: "stage", file: "prod" },
          {
            field: "addresses",
            here: "10.10.10.1:2886, 10.10.10.2:2886",
            file: "10.10.10.1:2886, 10.10.10.2:2886, 10.10.10.3:2886",
          },
          { field: "note", here: "", file: "Ask the payments team before 18:00" },
          { field: "guard", here: "confirm", file: "typeName" },
          { field: "reach.route", here: "direct", file: "ssh bastion.corp.example" },
          { field: "ocp", here: "", file: "undocumented: true" },
          { field: "passwords", here: "root, agent", file: "" },
        ],
        otherKeys: ["10.10.10.2:2886"],
      }),
      importItem("ob_order", { group: "Orders", change: "same", otherKeys: ["10.10.30.1:2886", "10.10.30.2:2886"] }),
      importItem("ocp-main", {
        group: "Platform",
        kind: "ocp",
        addresses: ["https://ocp.corp.example:8080"],
        change: "same",
      }),
      importItem("ob_odd", {
        group: "",
        environment: "dev",
        addresses: ["not an address"],
        change: "refused",
        reason: "addresses: not an address is no address",
      }),
    ],
  };
}
