import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { speak } from "../../../shared/i18n/i18n";
import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { tasksWorld } from "../../task-list/fakes/screen";
import { historyOf } from "../fakes/state";

const ROUTE = "/history/compare/r-9/r-13";

afterEach(() => speak("en"));

async function open() {
  const world = tasksWorld();
  const view = renderApp(world, ROUTE);
  await screen.findByRole("heading", { level: 1, name: "Two runs of Scale out ob_trade" });
  return { ...view, world };
}

const rows = () => within(screen.getByRole("table")).getAllByRole("row").slice(1);
const rowOf = (name: string) => {
  const found = rows().find((row) => row.textContent?.includes(name));
  if (found === undefined) throw new Error(`there is no step ${name}`);
  return found;
};

describe("two runs side by side", () => {
  it("tell what they took as a whole, and what makes most of the difference", async () => {
    await open();
    expect(screen.getByRole("region", { name: "Before" })).toHaveTextContent("2 m 21 s");
    expect(screen.getByRole("region", { name: "After" })).toHaveTextContent("1 m 01 s");
    const difference = screen.getByRole("region", { name: "Difference" });
    expect(difference).toHaveTextContent(/−1 m 20 sfaster: 0\.4× the time/);
    expect(difference).toHaveTextContent(/Most of itStart observer −1 m 06 s/);
  });

  it("tell each step with difference, ratio, attempts and slowest host, and those of one run alone", async () => {
    await open();
    expect(rowOf("Wait for replicas")).toHaveTextContent(/9\.0 s38\.0 s\+29\.0 s, 4\.2×/);
    expect(rowOf("Start observer")).toHaveTextContent(/2 → 1.*10\.10\.20\.11:2886/);
    expect(rowOf("Check disk")).toHaveTextContent(/only before4\.2 snot in this run−4\.2 s/);
    expect(rowOf("Check status")).toHaveTextContent(/only afternot in this run0\.8 s\+0\.8 s/);
    expect(rowOf("Convert master")).toHaveTextContent("not known");
    expect(rowOf("Finish")).toHaveTextContent("the same");
  });

  it("unfold to hosts and to why an attempt failed", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Show hosts of Start observer" }));
    expect(rowOf("10.10.20.12:2886 observer did not start")).toBeVisible();
    expect(rows().find((row) => row.textContent?.startsWith("10.10.20.12:2886"))).toHaveTextContent(
      /1 m 38 s31\.7 s−1 m 07 s, 0\.3×2 → 1/,
    );
    await user.click(screen.getByRole("button", { name: "Hide hosts of Start observer" }));
    expect(rows()).toHaveLength(10);
  });

  it("sort by difference, and keep what is unfolded", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Show hosts of Wait for replicas" }));
    await user.click(screen.getByLabelText("Largest difference"));
    expect(rows()[0]).toHaveTextContent("Start observer");
    expect(rows()[2]).toHaveTextContent("10.10.20.10:2886");
  });

  it("open each by itself", async () => {
    const { user, world } = await open();
    await user.click(
      within(screen.getByRole("region", { name: "After" })).getByRole("button", { name: "Open: After" }),
    );
    await waitFor(() => expect(window.location.hash).toBe("#/operations/succeeded"));
    expect(world.calls.findLast(({ command }) => command === "open_record")?.request).toEqual({ recordId: "r-13" });
  });

  it("change sides, and lead back to the tasks", async () => {
    const { user, world } = await open();
    const told = historyOf(world).comparisons.get("r-9 r-13");
    if (told === undefined) throw new Error("there is no comparison");
    historyOf(world).comparisons.set("r-13 r-9", { ...told, before: told.after, after: told.before });
    await user.click(screen.getByRole("button", { name: "Swap" }));
    await waitFor(() => expect(screen.getByRole("region", { name: "After" })).toHaveTextContent("2 m 21 s"));
    await user.keyboard("{Escape}");
    expect(window.location.hash).toBe("#/tasks");
  });

  it("say that a record is gone", async () => {
    const { user } = renderApp(tasksWorld(), "/history/compare/r-1/r-2");
    expect(await screen.findByText("One of the runs is not in the history")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "To the tasks" }));
    expect(window.location.hash).toBe("#/tasks");
  });

  it.each(["en", "zh"] as const)("have no accessibility violations in %s", { timeout: 30_000 }, async (language) => {
    const world = tasksWorld();
    world.preferences.language = language;
    const { container, user } = renderApp(world, ROUTE);
    await user.click(await screen.findByRole("button", { name: /(hosts of Start observer|Start observer 的主机)/ }));
    expect(await violationsIn(container)).toEqual([]);
  });
});
