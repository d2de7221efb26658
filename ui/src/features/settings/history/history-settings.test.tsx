import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { HistoryHit } from "../../../ipc/generated";
import { emptyWorld, type FakeWorld, failure } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { usageOf } from "../fakes/history";
import { scenarios } from "../scenarios";

function kept(): FakeWorld {
  const world = emptyWorld("kept");
  scenarios["kept"]?.(world);
  return world;
}

it("says how much is kept", async () => {
  renderApp(kept(), "/settings");
  expect(await screen.findByText(/^214 tasks, 48.2 MB, the oldest from /)).toBeVisible();
  expect(screen.getByText("MB, that is 4 GB")).toBeVisible();
});

it("applies limits when the user says so, and not while he types", async () => {
  const world = kept();
  const { user } = renderApp(world, "/settings");
  const days = await screen.findByLabelText("Days that tasks are kept");
  await user.clear(days);
  await user.type(days, "30");
  await user.click(screen.getByRole("switch", { name: "Limit the size" }));
  expect(usageOf(world).limits).toEqual({ days: 365, bytes: 4 * 1024 ** 3 });
  await user.click(screen.getByRole("button", { name: "Apply limits" }));
  await waitFor(() => expect(usageOf(world).limits).toEqual({ days: 30, bytes: null }));
  expect(await screen.findByText("These limits hold already")).toBeVisible();
});

it("applies no number that is wrong", async () => {
  const world = kept();
  const { user } = renderApp(world, "/settings");
  await user.type(await screen.findByLabelText("Days that tasks are kept"), "x");
  expect(screen.getByText("This is no number of days")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Apply limits" }));
  expect(world.calls.some(({ command }) => command === "limit_history")).toBe(false);
});

it("forgets everything, page by page, after asking", async () => {
  const world = kept();
  const ids = Array.from({ length: 214 }, (_, index) => `r-${index}`);
  const { user } = renderApp(world, "/settings", () => ({
    commands: {
      search_history: ({ limit }) => ({ records: ids.slice(0, limit).map(hit), total: ids.length }),
      forget_records: ({ recordIds }) => {
        ids.splice(0, recordIds.length);
        return usageOf(world);
      },
    },
  }));
  await user.click(await screen.findByRole("button", { name: "Forget all" }));
  const dialog = await screen.findByRole("dialog");
  expect(await violationsIn(dialog)).toEqual([]);
  expect(ids).toHaveLength(214);
  await user.click(within(dialog).getByRole("button", { name: "Forget all" }));
  expect(await screen.findByText("Nothing is kept yet.")).toBeVisible();
  expect(ids).toEqual([]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("can be read again when it could not be", async () => {
  const world = emptyWorld();
  world.failing.set("history_usage", failure("storage", "database disk image is malformed", { retryable: true }));
  const { user } = renderApp(world, "/settings");
  const again = await screen.findByRole("button", { name: "Try again" });
  world.failing.clear();
  await user.click(again);
  expect(await screen.findByText("Nothing is kept yet.")).toBeVisible();
});

function hit(id: string): HistoryHit {
  const state = { kind: "succeeded", word: "SUCCEED/RUN" } as const;
  const about = {
    kind: "init",
    deed: null,
    subject: "",
    connectionId: null,
    connectionName: "",
    clusterName: "ob_order",
  } as const;
  const figures = { startedAt: 1, endedAt: 2, steps: 1, hosts: 1, logLines: 1, bytes: 100 };
  const record = {
    id,
    system: "obshell",
    taskId: id,
    name: "Init",
    environment: "dev",
    state,
    ...about,
    ...figures,
  } as const;
  return { record, lines: 0, firstLine: null };
}
