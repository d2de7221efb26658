import { describe, expect, it } from "vitest";

import type { AgentObproxyForm } from "../../../ipc/generated";
import { blankForm } from "./fakes/blank-form";
import { withAgents } from "./wizard/changes";
import { firstValues } from "./wizard/first-values";

/** The ports of each agent once all of them have come into the form. */
function ports(agents: string[], change: Partial<AgentObproxyForm> = {}): string[] {
  const form = { ...blankForm([]), ...change };
  const filled = withAgents(form, agents, (agent, now) => firstValues(agent, now, agents));
  return filled.agents.map(({ sqlPort, rpcPort }) => `${sqlPort}/${rpcPort}`);
}

describe("what an agent begins with", () => {
  it("has ports of its own where agents share a host", () => {
    expect(ports(["10.0.0.1:2886", "10.0.0.2:2886"])).toEqual(["/", "/"]);
    expect(ports(["10.0.0.1:2886", "10.0.0.1:3886", "10.0.0.1:4886"])).toEqual(["/", "2893/2895", "2903/2905"]);
    expect(ports(["[::1]:2886", "[::1]:3886"])).toEqual(["/", "2893/2895"]);
  });

  it("leaves servers and agents their ports, and goes by the ports of the form", () => {
    expect(ports(["10.0.0.1:2884"])).toEqual(["2893/2895"]);
    const servers = ["10.0.0.1:2883"];
    expect(ports(["10.0.0.1:2886"], { source: { type: "rsList", servers } })).toEqual(["2893/2895"]);
    expect(ports(["10.0.0.1:1", "10.0.0.1:2"], { sqlPort: "6000" })).toEqual(["/", "6010/2895"]);
  });

  it("gives nothing where the form has no number, or none is left", () => {
    expect(ports(["10.0.0.1:1", "10.0.0.1:2"], { sqlPort: "65530" })).toEqual(["/", "/"]);
    expect(ports(["10.0.0.1:1", "10.0.0.1:2"], { sqlPort: "x" })).toEqual(["/", "/"]);
  });
});
