import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { Preflight } from "../../../ipc/generated";
import type { FakePart } from "../../../platform/fake/part";
import { renderApp } from "../../../test/render-app";
import { answeringHost } from "../fakes/hosts";
import { SCRIPT } from "../fakes/preflight";
import { freshWorld, scenarios } from "../scenarios";

const ROUTE = "/wizards/draft-a/preflight";

function worldOf(scenario: string) {
  const world = freshWorld();
  scenarios[scenario]?.(world);
  return world;
}

const runs = (world: ReturnType<typeof freshWorld>) =>
  world.calls.filter((call) => call.command === "run_preflight").map((call) => call.request);

/** By titles and selectors: asking for roles walks the whole matrix each time. */
const row = (name: string) => {
  const found = screen.getByTitle(name).closest<HTMLElement>("[role=row]");
  if (found === null) throw new Error(`no row ${name}`);
  return found;
};

/** In the order of the zones: .1 .4, .2 .5, .3 .6; the first is the need. */
const cellsOf = (name: string) => [...row(name).querySelectorAll<HTMLElement>("[role=gridcell]")];

const ANSWERED: Preflight = {
  startedAt: 0,
  endedAt: 180,
  hosts: [{ address: "10.10.10.1:2886", zone: "zone1", checking: false, tookMs: 180, problem: null }],
  rows: [
    {
      check: "answers",
      group: "agent",
      need: null,
      cells: [{ verdict: "pass", value: { type: "milliseconds", value: 3 }, problem: null, command: null }],
    },
  ],
  overall: [],
};

describe("the matrix", () => {
  it("shows every value under its verdict, by zone, and counts them", async () => {
    renderApp(worldOf("preflight"), ROUTE);
    expect(await screen.findByText(/^21 checks on 6 hosts/)).toBeVisible();
    await waitFor(() => expect(cellsOf("Open files")[4]).toHaveTextContent("1 024, Failed"));
    expect(cellsOf("Clock offset").map((cell) => cell.textContent)).toContain("+73 ms, Warning");
    expect(cellsOf("Memory free")[0]).toHaveTextContent("16 GB");
    expect(cellsOf("Ports 2881, 2882")[1]).toHaveTextContent("free, Passed");
    expect(screen.getAllByRole("columnheader").map((head) => head.textContent)).toEqual(
      ["zone1", "zone2", "zone3", "Check", "Need"].concat([1, 4, 2, 5, 3, 6].map((n) => `10.10.10.${n}`)),
    );
    const chips = within(screen.getByRole("group", { name: "Which verdicts" }));
    expect(chips.getByRole("button", { name: /^Failed ?1$/ })).toBeVisible();
    expect(chips.getByRole("button", { name: /^Warning ?2$/ })).toBeVisible();
    expect(chips.getByRole("button", { name: /^Unknown ?18$/ })).toBeVisible();
    expect(screen.getByRole("button", { name: /Pre-flight, current step1 failed, 2 warnings/ })).toBeVisible();
  });

  it("opens a cell with cause, command and the others, and asks that host again", async () => {
    const world = worldOf("preflight");
    const { user } = renderApp(world, ROUTE);
    await user.click(await screen.findByRole("gridcell", { name: "1\u202f024, Failed" }));
    const detail = within(screen.getByRole("region", { name: "Open files on 10.10.10.5:2886" }));
    expect(detail.getByText(/10\.10\.10\.5: The agent may open only 1\s024 files/)).toBeVisible();
    expect(detail.getByText(/An observer stops while it starts/)).toBeVisible();
    expect(detail.getByRole("region", { name: "Command for the host" })).toHaveTextContent("nofile 655350");
    expect(detail.getByText("The other 5 hosts are fine")).toBeVisible();
    const next = screen.getByRole("button", { name: "Next: Review" });
    expect(next).toHaveAccessibleDescription("1 check blocks");

    world.hosts.set("10.10.10.5:2886", answeringHost("10.10.10.5:2886"));
    await user.click(detail.getByRole("button", { name: "Check 10.10.10.5 again" }));
    await waitFor(() => expect(cellsOf("Open files")[4]).toHaveTextContent("655 350, Passed"));
    expect(runs(world)).toEqual([
      { draftId: "draft-a", hosts: [] },
      { draftId: "draft-a", hosts: ["10.10.10.5:2886"] },
    ]);
    await waitFor(() => expect(next).toHaveAccessibleDescription("Tick that you accept the warnings"));
    await user.click(screen.getByLabelText("Go on with 2 warnings"));
    await user.click(next);
    expect(await screen.findByRole("heading", { name: "Review" })).toBeVisible();
    expect(world.drafts.get("draft-a")?.acceptedWarnings.map(({ code }) => code)).toEqual([
      "clockOffset",
      "memoryShort",
    ]);
    // Neither the tick nor the next step asked the hosts again.
    expect(runs(world)).toHaveLength(2);
  });

  it("is walked with the arrows, opened with Enter and closed with Escape", async () => {
    const { user } = renderApp(worldOf("preflight"), ROUTE);
    await waitFor(() => expect(cellsOf("Agent answers")[1]).toHaveAttribute("tabindex", "0"));
    cellsOf("Agent answers")[1]?.focus();
    await user.keyboard("{ArrowDown}{ArrowRight}{ArrowRight}");
    expect(cellsOf("Key size")[3]).toHaveFocus();
    expect(screen.getAllByRole("gridcell").filter((cell) => cell.tabIndex === 0)).toHaveLength(1);
    await user.keyboard("{Enter}");
    expect(screen.getByRole("region", { name: "Key size on 10.10.10.2:2886" })).toBeVisible();
    expect(cellsOf("Key size")[3]).toHaveAttribute("aria-expanded", "true");
    await user.tab();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("region", { name: /Key size/ })).toBeNull();
    expect(cellsOf("Key size")[3]).toHaveFocus();
    await user.keyboard("{Control>}{End}{/Control}{ArrowUp}{ArrowUp}");
    expect(screen.getByRole("button", { name: "Copy a script that checks it" })).toHaveFocus();
    await user.keyboard("{ArrowUp}{Home}");
    expect(cellsOf("Ports 2881, 2882")[1]).toHaveFocus();
  });

  it("shows only the rows of a verdict when it is chosen", async () => {
    const { user } = renderApp(worldOf("preflight"), ROUTE);
    await user.click(await screen.findByRole("button", { name: /^Warning ?2$/ }));
    expect(screen.queryByRole("rowheader", { name: "Open files" })).toBeNull();
    expect(row("Clock offset")).toBeVisible();
    expect(row("Memory free")).toBeVisible();
    await user.click(screen.getByRole("button", { name: /^Warning ?2$/ }));
    expect(row("Open files")).toBeVisible();
  });

  it("says once what no agent can read, and copies a script for it", async () => {
    const { user, platform } = renderApp(worldOf("preflight"), ROUTE);
    await user.click(await screen.findByRole("button", { name: "Copy a script that checks it" }));
    expect(row("fs.aio-max-nr")).toHaveTextContent("Unknown on 6 hosts. The agent cannot read it.");
    expect(row("Stack size")).toHaveTextContent("The same script checks it.");
    await waitFor(() => expect(platform.copied).toEqual([SCRIPT]));
    expect(await screen.findByRole("button", { name: "Script copied" })).toBeVisible();
  });

  it("leads from the footer to the cell that blocks", async () => {
    const { user } = renderApp(worldOf("preflight"), ROUTE);
    await user.click(await screen.findByRole("button", { name: "1 check blocks" }));
    await waitFor(() => expect(cellsOf("Open files")[4]).toHaveFocus());
    expect(screen.getByRole("region", { name: "Open files on 10.10.10.5:2886" })).toBeVisible();
  });

  it("tells why nothing is known of a host that does not answer", async () => {
    const world = worldOf("preflight-silent");
    const { user } = renderApp(world, ROUTE);
    await user.click((await screen.findAllByRole("gridcell", { name: "no answer, Failed" }))[0] as HTMLElement);
    const detail = within(screen.getByRole("region", { name: "Agent answers on 10.10.10.1:2886" }));
    expect(detail.getByText("connection to 10.10.10.1:2886 refused")).toBeVisible();
    expect(detail.getByText("4 of 5 other hosts are fine")).toBeVisible();
    expect(cellsOf("Memory free")[1]).toHaveTextContent("–, Unknown");
    world.hosts.set("10.10.10.1:2886", answeringHost("10.10.10.1:2886"));
    await user.click(detail.getByRole("button", { name: "Check 10.10.10.1 again" }));
    await waitFor(() => expect(cellsOf("Memory free")[1]).toHaveTextContent("28.2 GB, Passed"));
    // The list of hosts knows it too.
    await user.click(screen.getByRole("button", { name: /^Hosts/ }));
    const table = await screen.findByRole("table", { name: "Hosts" });
    await waitFor(() => expect(within(table).getAllByText("SINGLE")).toHaveLength(5));
  });

  it("keeps what was known in sight while a host is asked again", async () => {
    const emits: ((event: Preflight) => void)[] = [];
    const held: FakePart = () => ({
      streams: {
        run_preflight: (_, emit) => {
          emits.push(emit);
          return () => {};
        },
      },
    });
    const { user } = renderApp(worldOf("preflight"), ROUTE, held);
    await waitFor(() => expect(emits).toHaveLength(1));
    emits[0]?.(ANSWERED);
    expect(await screen.findByRole("gridcell", { name: "3 ms, Passed" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Check again" }));
    await waitFor(() => expect(emits).toHaveLength(2));
    const hosts = ANSWERED.hosts.map((host) => ({ ...host, checking: true }));
    emits[1]?.({ ...ANSWERED, endedAt: null, hosts });
    const cell = await screen.findByRole("gridcell", { name: "3 ms, Passed, being checked" });
    expect(cell).toHaveAttribute("aria-busy", "true");
    expect(screen.getByText("1 host is being asked")).toBeVisible();
    expect(screen.getByRole("button", { name: "Next: Review" })).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByRole("button", { name: "Check again" })).toHaveAttribute("aria-disabled", "true");
  });
});

describe("beside the matrix", () => {
  it("lists what blocks and stands in no cell, and leads there", async () => {
    const world = worldOf("preflight-well");
    const draft = world.drafts.get("draft-a");
    if (draft !== undefined) draft.cluster.rootPassword = null;
    const { user } = renderApp(world, ROUTE);
    const list = await screen.findByRole("list", { name: "What concerns no single check" });
    expect(list).toHaveTextContent("The root password is missing");
    await user.click(within(list).getByRole("button", { name: "Go there: The root password is missing" }));
    expect(await screen.findByRole("heading", { name: "Cluster" })).toBeVisible();
  });

  it("runs again when what it judged has changed, and not before", async () => {
    const world = worldOf("preflight-well");
    const draft = world.drafts.get("draft-a");
    if (draft !== undefined) draft.hosts = draft.hosts.slice(0, 1);
    const { user } = renderApp(world, ROUTE);
    const next = await screen.findByRole("button", { name: "Next: Review" });
    await waitFor(() => expect(next).not.toHaveAttribute("aria-disabled"));
    await user.click(screen.getByRole("button", { name: "Back" }));
    await user.click(await screen.findByRole("button", { name: "Next: Pre-flight" }));
    expect(await screen.findByText(/^21 checks/)).toBeVisible();
    expect(runs(world)).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Back" }));
    await user.type(
      await screen.findByLabelText("memory_limit for the cluster"),
      "{Backspace}{Backspace}{Backspace}40G",
    );
    await user.click(screen.getByRole("button", { name: "Next: Pre-flight" }));
    await waitFor(() => expect(runs(world)).toHaveLength(2));
    expect(await screen.findByRole("button", { name: /^Warning ?1$/ })).toBeVisible();
  });

  it("runs before the start too, when its step was passed over", async () => {
    const world = worldOf("preflight");
    renderApp(world, "/wizards/draft-a/review");
    await waitFor(() => expect(runs(world)).toHaveLength(1));
    expect(
      await screen.findByRole("button", { name: /1 check blocks:.*The agent may open only 1\s024 files/ }),
    ).toBeVisible();
  });

  it("shows the verdicts of the hosts in the summary", async () => {
    renderApp(worldOf("preflight"), ROUTE);
    const summary = within(await screen.findByRole("complementary", { name: "Summary" }));
    await waitFor(() => expect(summary.getByText("Passed").nextSibling).toHaveTextContent("105"));
    expect(summary.getByTitle("10.10.10.5:2886")).toHaveAttribute("data-state", "failed");
    expect(summary.getByTitle("10.10.10.6:2886")).toHaveAttribute("data-state", "warning");
    expect(summary.getByTitle("10.10.10.1:2886")).toHaveAttribute("data-state", "succeeded");
  });
});

describe("thirty hosts", () => {
  it("are told by their findings, and the rest by their number", async () => {
    const { user } = renderApp(worldOf("preflight-thirty"), ROUTE);
    const list = await screen.findByRole("list", { name: "Hosts and what was found" });
    await waitFor(() => expect(within(list).getAllByRole("listitem")).toHaveLength(6));
    expect(within(list).getAllByText("nothing else is known")).toHaveLength(2);
    await user.click(
      within(list).getAllByRole("button", { name: "Ports 2881, 2882 in use, Failed" })[0] as HTMLElement,
    );
    const detail = within(screen.getByRole("region", { name: "Ports 2881, 2882 on 10.20.0.8:2886" }));
    expect(detail.getByText("26 of 29 other hosts are fine")).toBeVisible();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("region", { name: /Ports/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: "24 hosts without findings" }));
    await user.click(screen.getByRole("button", { name: "Show all values of 10.20.0.1:2886" }));
    expect(screen.getByText("Open files").parentElement).toHaveTextContent("655 350");
  });

  it("are narrowed down to a verdict", async () => {
    const { user } = renderApp(worldOf("preflight-thirty"), ROUTE);
    await user.click(await screen.findByRole("button", { name: /^Warning ?3$/ }));
    const list = screen.getByRole("list", { name: "Hosts and what was found" });
    expect(within(list).getAllByRole("listitem")).toHaveLength(3);
    expect(screen.queryByRole("button", { name: /without findings/ })).toBeNull();
  });
});
