import { expect, it } from "vitest";

import { blankDraft } from "../fakes/blank-draft";
import { planOf } from "../fakes/plan";
import { wavesOf } from "./waves";

const hosts = ["10.0.0.1:2886", "10.0.0.2:2886", "10.0.0.3:2886"].map((address) => ({
  address,
  zone: "zone1",
  agentPassword: null,
  setPassword: false,
}));

it("groups calls that wait for the same ones", () => {
  const waves = wavesOf(planOf(blankDraft("d", 0, { hosts })));
  expect(waves.map((wave) => wave.map((call) => call.key))).toEqual([
    ["join:10.0.0.1:2886"],
    ["join:10.0.0.2:2886", "join:10.0.0.3:2886"],
    ["clusterConfig"],
    ["init"],
  ]);
});

it("puts up with needs it does not know", () => {
  const [first] = planOf(blankDraft("d", 0, { hosts }));
  expect(first && wavesOf([{ ...first, needs: ["gone", first.key] }])).toHaveLength(1);
});
