import { describe, expect, it } from "vitest";

import type { ParameterScope } from "../../../ipc/generated";
import { blankDraft } from "../fakes/blank-draft";
import { CATALOGUE } from "../fakes/catalogue";
import { openOffers, parameterRows, withOffers, withParameter } from "./rows";

const cluster: ParameterScope = { type: "cluster" };
const server: ParameterScope = { type: "server", address: "10.0.0.2:2886" };

describe("parameters", () => {
  it("sets, changes and takes away by scope", () => {
    let draft = withParameter(blankDraft("d", 0), cluster, "memory_limit", "8G");
    draft = withParameter(draft, server, "memory_limit", "6G");
    draft = withParameter(draft, cluster, "memory_limit", "9G");
    expect(draft.parameters.map((entry) => entry.value)).toEqual(["9G", "6G"]);
    expect(withParameter(draft, cluster, "memory_limit", null).parameters.map((entry) => entry.value)).toEqual(["6G"]);
  });

  it("shows the common ones always, others after them, overrides beneath", () => {
    let draft = withParameter(blankDraft("d", 0), cluster, "my_own", "1");
    draft = withParameter(draft, server, "memory_limit", "6G");
    const rows = parameterRows(draft, CATALOGUE);
    expect(rows.map((row) => row.name)).toEqual([
      "mysql_port",
      "rpc_port",
      "memory_limit",
      "system_memory",
      "datafile_size",
      "log_disk_size",
      "data_dir",
      "redo_dir",
      "my_own",
    ]);
    expect(rows[2]).toMatchObject({ cluster: null, overrides: [{ index: 1, parameter: { value: "6G" } }] });
  });

  it("offers what is not followed yet", () => {
    const suggestion = { name: "memory_limit", value: "8G", reason: "smallestMemory" as const, args: {} };
    const own = { name: "rpc_port", value: "2892", reason: "sharedAddress" as const, args: {} };
    const suggestions = { cluster: [suggestion], servers: [{ address: "10.0.0.2:2886", suggestions: [own] }] };
    const draft = blankDraft("d", 0);
    const offers = openOffers(draft, suggestions);
    expect(offers).toEqual([
      { scope: cluster, suggestion },
      { scope: server, suggestion: own },
    ]);
    expect(openOffers(withOffers(draft, offers), suggestions)).toEqual([]);
  });
});
