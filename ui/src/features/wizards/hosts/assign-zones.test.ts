import { describe, expect, it } from "vitest";

import { addHosts } from "./assign-zones";
import { parseHosts } from "./parse-hosts";

const zonesAfter = (text: string, hosts = addHosts([], []).hosts) =>
  addHosts(hosts, parseHosts(text)).hosts.map((host) => host.zone);

describe("addHosts", () => {
  it("deals new hosts to zone1, zone2, zone3 in turn", () => {
    expect(zonesAfter("10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4")).toEqual(["zone1", "zone2", "zone3", "zone1"]);
  });

  it("leaves the rows that are there alone and fills the smallest zone", () => {
    const { hosts } = addHosts([], parseHosts("10.0.0.1 zone3\n10.0.0.2 zone3"));
    expect(zonesAfter("10.0.0.3 10.0.0.4 10.0.0.5", hosts)).toEqual(["zone3", "zone3", "zone1", "zone2", "zone1"]);
  });

  it("keeps a zone that was given", () => {
    expect(zonesAfter("10.0.0.1 east, 10.0.0.2")).toEqual(["east", "zone1"]);
  });

  it("counts what was on the list already, within the paste too", () => {
    const first = addHosts([], parseHosts("10.0.0.1"));
    expect(addHosts(first.hosts, parseHosts("10.0.0.1:2886 10.0.0.2 10.0.0.2"))).toMatchObject({ added: 1, known: 2 });
  });
});
