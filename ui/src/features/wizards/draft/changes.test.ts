import { expect, it } from "vitest";

import type { AcceptedWarning } from "../../../ipc/generated";
import { blankDraft } from "../fakes/blank-draft";
import { withHost } from "./changes";

const host = (address: string, zone: string) => ({ address, zone, agentPassword: null, setPassword: false });
const isNew = (at: number, of: string): AcceptedWarning => ({
  code: "zoneIsNew",
  host: of,
  field: `hosts[${at}].zone`,
});

it("a host in another zone is agreed to anew, and the others stay as they were", () => {
  const [first, second] = [isNew(0, "10.0.0.1:2886"), isNew(1, "10.0.0.2:2886")];
  const draft = blankDraft("d", 0, {
    hosts: [host("10.0.0.1", "zone4"), host("10.0.0.2", "zone5")],
    acceptedWarnings: [first, second],
  });
  expect(withHost(draft, 1, { zone: "zone6" }).acceptedWarnings).toEqual([first]);
  expect(withHost(draft, 1, { setPassword: true }).acceptedWarnings).toEqual([first, second]);
});
