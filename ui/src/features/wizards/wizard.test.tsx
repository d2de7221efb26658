import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { renderApp } from "../../test/render-app";
import { answeringHost, failingHost } from "./fakes/hosts";
import { changedKey, freshWorld, locked, orderDraft } from "./scenarios";

const CANARY = "Canary-77-Secret";

function worldWithDraft(change: Partial<ReturnType<typeof orderDraft>> = {}) {
  const world = freshWorld();
  world.drafts.set("draft-a", { ...orderDraft(world), ...change });
  return world;
}

const savedDraft = (world: ReturnType<typeof freshWorld>) => world.drafts.get("draft-a");

describe("hosts", () => {
  it("adds a pasted list, asks each host and goes on", async () => {
    const world = worldWithDraft({ hosts: [] });
    const { user } = renderApp(world, "/wizards/draft-a/hosts");
    await user.click(await screen.findByLabelText("Addresses to add"));
    await user.paste("10.10.10.1:2886, 10.10.10.2\n10.10.10.3 east");
    expect(await screen.findByText("3 hosts added")).toBeVisible();
    const table = screen.getByRole("table", { name: "Hosts" });
    await waitFor(() => expect(within(table).getAllByText("SINGLE")).toHaveLength(3));
    expect(screen.getByLabelText("Zone of host 3")).toHaveValue("east");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByRole("heading", { name: "Cluster" })).toBeVisible();
    expect(savedDraft(world)).toMatchObject({
      step: "cluster",
      hosts: [{ zone: "zone1" }, { zone: "zone2" }, { zone: "east" }],
    });
  });

  it("asks each address once", async () => {
    const world = worldWithDraft();
    renderApp(world, "/wizards/draft-a/hosts");
    await waitFor(() => expect(screen.getAllByText("SINGLE")).toHaveLength(6));
    const asked = world.calls.filter((call) => call.command === "probe_host");
    expect(asked).toHaveLength(6);
  });

  it("says why a host fails, at the row and in the footer, and leads there", async () => {
    const world = worldWithDraft();
    world.hosts.set("10.10.10.2:2886", failingHost("10.10.10.2:2886"));
    const { user } = renderApp(world, "/wizards/draft-a/hosts");
    const footer = await screen.findByRole("button", {
      name: /1 check blocks:.*The host does not answer/,
    });
    expect(screen.getByText(/Check the address, that obshell runs there/)).toBeVisible();
    await user.click(footer);
    await waitFor(() => expect(screen.getByLabelText("Address of host 2")).toHaveFocus());
    await user.click(screen.getByRole("button", { name: "Next: Cluster" }));
    expect(screen.getByRole("heading", { name: "Hosts" })).toBeVisible();
    world.hosts.set("10.10.10.2:2886", answeringHost("10.10.10.2:2886"));
    await user.click(screen.getByRole("button", { name: "Check 10.10.10.2:2886 again" }));
    await waitFor(() => expect(screen.queryByText(/1 check blocks/)).toBeNull());
  });

  it("keeps an edited address when the window closes", async () => {
    const world = worldWithDraft();
    const { user } = renderApp(world, "/wizards/draft-a/hosts");
    const cell = await screen.findByLabelText("Address of host 6");
    await user.clear(cell);
    await user.type(cell, "10.10.10.9:2886");
    window.dispatchEvent(new Event("beforeunload"));
    await waitFor(() => expect(savedDraft(world)?.hosts[5]?.address).toBe("10.10.10.9:2886"));
  });

  it("shows both fingerprints and trusts the new one only when told to", async () => {
    const world = worldWithDraft();
    world.hosts.set("10.10.10.3:2886", changedKey("10.10.10.3:2886"));
    const { user } = renderApp(world, "/wizards/draft-a/hosts");
    await user.click(await screen.findByRole("button", { name: "Trust the new key" }));
    const dialog = await screen.findByRole("dialog");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(world.calls.some((call) => call.command === "trust_key")).toBe(false);
    await user.click(screen.getByRole("button", { name: "Trust the new key" }));
    await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Trust the new key" }));
    await waitFor(() => expect(world.calls.some((call) => call.command === "trust_key")).toBe(true));
    await waitFor(() => expect(screen.queryByText("Compare the fingerprints")).toBeNull());
  });

  it("takes an agent's password and asks again with it", async () => {
    const world = worldWithDraft();
    world.hosts.set("10.10.10.4:2886", locked("10.10.10.4:2886"));
    const { user, container } = renderApp(world, "/wizards/draft-a/hosts");
    await user.type(await screen.findByLabelText("Password of the agent"), `${CANARY}{Enter}`);
    await waitFor(() => expect(savedDraft(world)?.hosts[3]?.agentPassword).not.toBeNull());
    await waitFor(() => expect(screen.queryByText(/checks? block/)).toBeNull());
    expect(container.innerHTML).not.toContain(CANARY);
  });
});

describe("cluster", () => {
  it("shows a problem at the field and in the footer, and lets go when it is solved", async () => {
    const { user } = renderApp(worldWithDraft(), "/wizards/draft-a/cluster");
    const name = await screen.findByLabelText("Cluster name");
    await user.clear(name);
    await user.tab();
    expect(await screen.findAllByText("The cluster has no name")).toHaveLength(2);
    expect(await screen.findByRole("button", { name: /2 checks block: The cluster has no name/ })).toBeVisible();
    expect(name).toHaveAttribute("aria-invalid", "true");
    await user.type(name, "ob_pay");
    await user.tab();
    await waitFor(() => expect(name).not.toHaveAttribute("aria-invalid"));
  });

  it("hands the password over and forgets it", async () => {
    const world = worldWithDraft();
    const { user, container } = renderApp(world, "/wizards/draft-a/cluster");
    const input = await screen.findByLabelText("Password of root@sys");
    await user.type(input, CANARY);
    await user.tab();
    await user.tab();
    await user.tab();
    expect((await screen.findAllByText("set, kept in the keychain")).length).toBeGreaterThan(0);
    expect(world.secrets.size).toBe(1);
    expect(container.innerHTML + document.body.innerHTML).not.toContain(CANARY);
    expect(input).toHaveValue("");
    expect(JSON.stringify([...world.drafts.values()]) + JSON.stringify(world.calls)).not.toContain(CANARY);
  });

  it("warns of a weak password and still goes on", async () => {
    const world = worldWithDraft();
    const { user } = renderApp(world, "/wizards/draft-a/cluster");
    await user.type(await screen.findByLabelText("Password of root@sys"), "short");
    expect(screen.getAllByLabelText("not met yet").length).toBeGreaterThan(3);
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect(await screen.findByRole("heading", { name: "Resources" })).toBeVisible();
    expect(savedDraft(world)?.cluster.rootPassword?.weak).toBe(true);
    await user.click(screen.getByRole("button", { name: /Cluster, done/ }));
    expect(await screen.findByText("The root password misses a rule of OceanBase")).toBeVisible();
  });

  it("generates a password that meets the rules, shows it once and copies it", async () => {
    const { user, platform } = renderApp(worldWithDraft(), "/wizards/draft-a/cluster");
    await user.click(await screen.findByRole("button", { name: "Generate" }));
    const input = screen.getByLabelText<HTMLInputElement>("Password of root@sys");
    expect(input).toHaveAttribute("type", "text");
    expect(screen.getAllByLabelText("met")).toHaveLength(5);
    expect(screen.getByText("Stored when you leave the field or go on.")).toBeVisible();
    expect(screen.queryByText(/The root password is missing/)).toBeNull();
    const made = input.value;
    await user.click(screen.getByRole("button", { name: "Copy password" }));
    expect(platform.copied).toEqual([made]);
    expect(input.value).toBe(made);
  });

  it("says plainly when nothing keeps the password", async () => {
    const world = worldWithDraft();
    world.vault = { protection: "memoryOnly", reason: "no keychain", setAside: null };
    const { user } = renderApp(world, "/wizards/draft-a/cluster");
    await user.type(await screen.findByLabelText("Password of root@sys"), `${CANARY}{Enter}`);
    expect((await screen.findAllByText("set, kept until OBDeck closes")).length).toBeGreaterThan(0);
  });
});

describe("resources and review", () => {
  it("takes all suggestions, then starts with the warnings accepted", async () => {
    const world = worldWithDraft({ step: "resources" });
    world.hosts.set("10.10.10.3:2886", answeringHost("10.10.10.3:2886", { clockOffsetMs: 73 }));
    const draft = savedDraft(world);
    if (draft !== undefined) draft.cluster.rootPassword = { id: "secret-0", weak: false };
    const { user } = renderApp(world, "/wizards/draft-a/resources");
    await user.click(await screen.findByRole("button", { name: "Use all 4 suggestions" }));
    expect(await screen.findByLabelText("memory_limit for the cluster")).toHaveValue("22G");
    await user.click(screen.getByRole("button", { name: "Next: Pre-flight" }));
    const next = await screen.findByRole("button", { name: "Next: Review" });
    await waitFor(() => expect(next).toHaveAccessibleDescription("Tick that you accept the warnings"));
    await user.click(next);
    expect(screen.getByRole("heading", { name: "Pre-flight" })).toBeVisible();
    await user.click(screen.getByLabelText("Go on with 1 warning"));
    await user.click(next);
    expect(await screen.findByText("The clock is 73 ms off")).toBeVisible();
    const start = await screen.findByRole("button", { name: "Initialise ob_order" });
    await user.click(start);
    const dialog = await screen.findByRole("dialog", { name: "Initialise ob_order?" });
    await user.click(within(dialog).getByRole("button", { name: "Initialise ob_order" }));
    await waitFor(() => expect(window.location.hash).toMatch(/^#\/operations\/op-/));
    expect(world.operations).toHaveLength(1);
    expect(world.calls.filter((call) => call.command === "start_draft")).toHaveLength(1);
  });

  it("overrides a value for one server and unfolds a call's body", async () => {
    const world = worldWithDraft({ step: "resources" });
    const draft = savedDraft(world);
    if (draft !== undefined) draft.cluster.rootPassword = { id: "secret-0", weak: false };
    const { user } = renderApp(world, "/wizards/draft-a/resources");
    await user.click(await screen.findByRole("button", { name: "Override memory_limit for a zone or server" }));
    await user.click(await screen.findByRole("menuitem", { name: "10.10.10.2:2886" }));
    await user.type(await screen.findByLabelText("memory_limit for 10.10.10.2:2886"), "6G");
    await user.click(screen.getByRole("button", { name: "Next: Pre-flight" }));
    const next = await screen.findByRole("button", { name: "Next: Review" });
    await waitFor(() => expect(next).not.toHaveAttribute("aria-disabled"));
    await user.click(next);
    await user.click(await screen.findByRole("button", { name: /POST.*\/api\/v1\/observer\/config/ }));
    expect(screen.getByRole("region", { name: "Body, secrets masked" })).toHaveTextContent('"memory_limit": "6G"');
  });

  it("shows what the window says when a save fails, and keeps the text", async () => {
    const world = worldWithDraft();
    const { user } = renderApp(world, "/wizards/draft-a/cluster");
    world.failing.set("save_draft", {
      code: "storage",
      message: "disk full",
      detail: null,
      retryable: true,
      traceId: null,
      agentCode: null,
    });
    const name = await screen.findByLabelText("Cluster name");
    await user.type(name, "_2");
    await user.tab();
    expect(await screen.findByText("Draft not saved")).toBeVisible();
    expect(name).toHaveValue("ob_order_2");
    world.failing.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(savedDraft(world)?.cluster.name).toBe("ob_order_2"));
  });
});
