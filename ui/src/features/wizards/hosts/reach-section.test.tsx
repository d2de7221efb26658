import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { Reach } from "../../../ipc/generated";
import { failure } from "../../../platform/fake/world";
import { DIRECT } from "../../../shared/reach/words";
import { renderApp } from "../../../test/render-app";
import { answeringHost, failingHost } from "../fakes/hosts";
import { freshWorld, orderDraft } from "../scenarios";
import { isWhole, offeredCertificate } from "./reach-state";

const PRINT = "SHA256 7c:41:e0:9b";

function worldOf(count: number) {
  const world = freshWorld();
  const draft = orderDraft(world);
  world.drafts.set("draft-a", { ...draft, hosts: draft.hosts.slice(0, count) });
  return world;
}

const ways = (world: ReturnType<typeof freshWorld>) =>
  world.calls.filter((call) => call.command === "probe_host").map((call) => (call.request as { reach: Reach }).reach);

async function openSection(world: ReturnType<typeof freshWorld>) {
  const view = renderApp(world, "/wizards/draft-a/hosts");
  await view.user.click(await screen.findByRole("button", { name: /^How to reach the hosts http, direct/ }));
  return { ...view, section: screen.getByRole("region", { name: "How to reach the hosts" }) };
}

describe("how hosts are reached", () => {
  it("asks them through the jump host once its name is typed, and saves it", async () => {
    const world = worldOf(2);
    const { user, section } = await openSection(world);
    await waitFor(() => expect(ways(world)).toEqual([DIRECT, DIRECT]));
    await user.click(within(section).getByLabelText("Jump host"));
    expect(within(section).getByText(/Something is still missing here/)).toBeVisible();
    await user.type(within(section).getByRole("textbox", { name: "Jump host" }), "bastion");
    expect(ways(world)).toHaveLength(2);
    await user.tab();
    const jump = { ...DIRECT, route: { type: "jump", host: "bastion" } };
    await waitFor(() => expect(ways(world).slice(2)).toEqual([jump, jump]));
    await waitFor(() => expect(world.drafts.get("draft-a")?.reach).toEqual(jump));
    expect(screen.getByRole("button", { name: /through bastion/ })).toBeVisible();
  });

  it("asks anew when it goes back to a way that it had before", async () => {
    const world = worldOf(1);
    const { user, section } = await openSection(world);
    await waitFor(() => expect(ways(world)).toHaveLength(1));
    await user.click(within(section).getByLabelText("https"));
    await waitFor(() => expect(ways(world)).toHaveLength(2));
    await user.click(within(section).getByLabelText("http"));
    await waitFor(() => expect(ways(world).map(({ tls }) => tls.type)).toEqual(["off", "system", "off"]));
  });

  it("unfolds by itself when a certificate is not trusted, and lets it be pinned", async () => {
    const world = worldOf(1);
    const draft = world.drafts.get("draft-a");
    if (draft !== undefined) draft.reach = { ...DIRECT, tls: { type: "pinned", fingerprints: [] } };
    const untrusted = failure("certificateNotTrusted", "self-signed", { detail: PRINT });
    world.hosts.set("10.10.10.1:2886", failingHost("10.10.10.1:2886", untrusted));
    const { user } = renderApp(world, "/wizards/draft-a/hosts");
    const pin = await screen.findByRole("button", { name: "Pin this certificate" });
    expect(
      await screen.findByRole("button", {
        name: /1 check blocks:.*The agent offers a certificate that is not trusted/,
      }),
    ).toBeVisible();
    expect(screen.queryByText(/The host does not answer/)).toBeNull();
    world.hosts.set("10.10.10.1:2886", answeringHost("10.10.10.1:2886"));
    await user.click(pin);
    await waitFor(() => expect(screen.getByText("SINGLE")).toBeVisible());
    expect(ways(world).at(-1)?.tls).toEqual({ type: "pinned", fingerprints: [PRINT] });
  });
});

describe("a host that takes calls without any password", () => {
  it("is warned of in its row", async () => {
    const world = worldOf(2);
    world.hosts.set("10.10.10.2:2886", answeringHost("10.10.10.2:2886", { acceptsBareCalls: true }));
    const { user } = renderApp(world, "/wizards/draft-a/hosts");
    expect(await screen.findByText("The agent answers calls that carry no password at all")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show details of 10.10.10.2:2886" }));
    expect(screen.getByText(/Install a release of obshell before real data goes here/)).toBeVisible();
  });
});

describe("reach-state", () => {
  it.each([
    [DIRECT, true],
    [{ ...DIRECT, route: { type: "jump", host: " " } }, false],
    [{ ...DIRECT, route: { type: "socksProxy", proxy: { address: "", user: null, password: null } } }, false],
    [{ ...DIRECT, tls: { type: "privateCa", pem: "" } }, false],
    [{ ...DIRECT, tls: { type: "pinned", fingerprints: [] } }, true],
  ] as [Reach, boolean][])("%j is whole: %s", (reach, whole) => {
    expect(isWhole(reach)).toBe(whole);
  });

  it("offers the first certificate that is not pinned yet", () => {
    const untrusted = (detail: string) =>
      ({ type: "failed", problem: failure("certificateNotTrusted", "self-signed", { detail }) }) as const;
    const answers = [untrusted("one"), untrusted("two")];
    expect(offeredCertificate(answers, { ...DIRECT, tls: { type: "pinned", fingerprints: ["one"] } })).toBe("two");
    expect(offeredCertificate([], DIRECT)).toBeNull();
  });
});
