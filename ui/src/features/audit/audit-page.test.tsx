import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { emptyWorld, failure } from "../../platform/fake/world";
import { speak } from "../../shared/i18n/i18n";
import { violationsIn } from "../../test/violations";
import { renderApp } from "../../test/render-app";
import { manyEntries, mixedEntries } from "./fakes/entries";

const NOON = new Date(2026, 10, 20, 12, 0).getTime();

function auditedWorld() {
  const world = emptyWorld("test", () => NOON);
  world.audit = mixedEntries(NOON);
  return world;
}

// jsdom lays nothing out: a row is as high as one line, anything else as a screen.
beforeEach(() => {
  const height = function (this: HTMLElement) {
    return this.getAttribute("role") === "row" ? 29 : 900;
  };
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockImplementation(height);
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(900);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(1200);
});
afterEach(() => speak("en"));

const rows = () => within(screen.getByRole("table", { name: "Audit list" })).getAllByRole("row");
const asked = (world: ReturnType<typeof emptyWorld>) =>
  world.calls.filter((call) => call.command === "audit").map((call) => call.request);

describe("the audit list", () => {
  it("tells each call with its outcome under its day", async () => {
    renderApp(auditedWorld(), "/audit");
    expect(await screen.findByText("Friday, 20 November 2026")).toBeVisible();
    expect(screen.getByText("Thursday, 19 November 2026")).toBeVisible();
    const refused = rows().find((row) => row.textContent?.includes("Retry the task of init"));
    expect(refused).toHaveTextContent(/ob_pay10\.10\.10\.1:2886.*Read-onlyRefused.*ob_pay is read-only/);
    expect(screen.getByText("Guard lowered to “Open” for 15 minutes")).toBeVisible();
    expect(screen.getByText("guard open; task 2001")).toBeVisible();
    expect(screen.getByText("These are all entries.")).toBeVisible();
  });

  it("leads to the operation", async () => {
    const { user } = renderApp(auditedWorld(), "/audit");
    await user.click(await screen.findByRole("link", { name: "POST /api/v1/obcluster/config" }));
    expect(window.location.hash).toBe("#/operations/unknownJournal");
  });

  it("shows one connection, or only trouble, and says when nothing matches", async () => {
    const world = auditedWorld();
    const { user } = renderApp(world, "/audit");
    await screen.findByText("Guard lowered to “Open” for 15 minutes");
    await user.selectOptions(screen.getByLabelText("Connection"), "ob_order_stage");
    await waitFor(() => expect(rows().filter((row) => row.textContent?.includes("POST"))).toHaveLength(3));
    await user.selectOptions(screen.getByLabelText("Connection"), "All connections");
    await user.click(screen.getByRole("button", { name: "Only trouble" }));
    await waitFor(() => expect(screen.queryByText("Guard lowered to “Open” for 15 minutes")).toBeNull());
    expect(asked(world).at(-1)).toMatchObject({ connectionId: null, onlyTrouble: true });
    world.audit = [];
    await user.click(screen.getByRole("button", { name: "Read again" }));
    expect(await screen.findByText("No entry matches")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all" }));
    expect(await screen.findByText("Nothing has been changed yet")).toBeVisible();
  });

  it("keeps the chosen connection on the list of names while only its entries are shown", async () => {
    const { user } = renderApp(auditedWorld(), "/audit");
    await screen.findByText("Guard lowered to “Open” for 15 minutes");
    await user.selectOptions(screen.getByLabelText("Connection"), "ob_order_stage");
    await waitFor(() => expect(screen.queryByText("Guard lowered to “Open” for 15 minutes")).toBeNull());
    expect(screen.getByLabelText("Connection")).toHaveDisplayValue("ob_order_stage");
    expect(within(screen.getByLabelText("Connection")).getByRole("option", { name: "ob_pay" })).toBeInTheDocument();
  });

  it("reads page after page, and draws only what is in sight", async () => {
    const world = emptyWorld("test", () => NOON);
    world.audit = manyEntries(250, NOON);
    renderApp(world, "/audit");
    await screen.findByText("Friday, 20 November 2026");
    expect(asked(world)).toHaveLength(1);
    expect(rows().length).toBeLessThan(80);
    const scroller = screen.getByRole("table", { name: "Audit list" }).parentElement;
    if (scroller === null) throw new Error("the list has no scroller");
    const scrollTo = (top: number) => {
      scroller.scrollTop = top;
      scroller.dispatchEvent(new Event("scroll"));
    };
    scrollTo(80 * 29);
    await waitFor(() => expect(asked(world)).toHaveLength(2));
    expect(asked(world)[1]).toMatchObject({ before: 151, limit: 100 });
    scrollTo(180 * 29);
    await waitFor(() => expect(asked(world)).toHaveLength(3));
    expect(await screen.findByText("These are all entries.")).toBeVisible();
  });

  it("says why it cannot be read, and reads again", async () => {
    const world = auditedWorld();
    world.failing.set("audit", failure("storage", "database disk image is malformed", { retryable: true }));
    const { user } = renderApp(world, "/audit");
    await screen.findByText("OBDeck cannot read or write its own data");
    world.failing.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Guard lowered to “Open” for 15 minutes")).toBeVisible();
  });

  it("speaks Chinese, and leaves requests as they are", async () => {
    const world = auditedWorld();
    world.preferences.language = "zh";
    renderApp(world, "/audit");
    expect(await screen.findByText("防护降低为“开放”，15 分钟")).toBeVisible();
    expect(screen.getAllByText("POST /api/v1/agent/join").length).toBeGreaterThan(0);
    expect(screen.getByText("2026年11月20日星期五")).toBeVisible();
  });

  it.each(["en", "zh"] as const)("has no accessibility violations in %s", async (language) => {
    const world = auditedWorld();
    world.preferences.language = language;
    const { container } = renderApp(world, "/audit");
    await screen.findAllByText("POST /api/v1/agent/join");
    expect(await violationsIn(container)).toEqual([]);
  });
});
