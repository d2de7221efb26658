import { describe, expect, it } from "vitest";

import { parseHosts, sameAddressKey } from "./parse-hosts";

const addresses = (text: string) => parseHosts(text).map((host) => host.address);

describe("parseHosts", () => {
  it.each([
    "10.0.0.1\n10.0.0.2",
    "10.0.0.1,10.0.0.2",
    "10.0.0.1 10.0.0.2",
    "10.0.0.1;\t10.0.0.2\r\n",
    " 10.0.0.1 ,\n\n10.0.0.2, ",
  ])("takes any separator: %j", (text) => {
    expect(addresses(text)).toEqual(["10.0.0.1", "10.0.0.2"]);
  });

  it("reads a zone after its address, and only there", () => {
    expect(parseHosts("10.0.0.1:2886 zone1\n10.0.0.2 zone2 10.0.0.3 east_1")).toEqual([
      { address: "10.0.0.1:2886", zone: "zone1" },
      { address: "10.0.0.2", zone: "zone2" },
      { address: "10.0.0.3", zone: "east_1" },
    ]);
    expect(parseHosts("10.0.0.1, zone1")).toEqual([
      { address: "10.0.0.1", zone: "" },
      { address: "zone1", zone: "" },
    ]);
  });

  it("keeps IPv6 and what is no address as it was typed", () => {
    expect(addresses("[fd00::3]:2886 fd00::4 db-7.example 999.1.1.1")).toEqual([
      "[fd00::3]:2886",
      "fd00::4",
      "db-7.example",
      "999.1.1.1",
    ]);
  });

  it("skips comments and blanks", () => {
    expect(addresses("# rack 1\n10.0.0.1 # first\n\n")).toEqual(["10.0.0.1"]);
    expect(parseHosts("  \n ,; ")).toEqual([]);
  });
});

describe("sameAddressKey", () => {
  it("sees through the default port and brackets", () => {
    expect(sameAddressKey("10.0.0.1")).toBe(sameAddressKey(" 10.0.0.1:2886 "));
    expect(sameAddressKey("FD00::4")).toBe(sameAddressKey("[fd00::4]:2886"));
    expect(sameAddressKey("10.0.0.1:2887")).not.toBe(sameAddressKey("10.0.0.1"));
  });
});
