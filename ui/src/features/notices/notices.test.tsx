import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { NoticesEvent, ShowNoticeReq, TrayReq } from "../../ipc/generated";
import { emptyWorld, type FakeWorld } from "../../platform/fake/world";
import { speak } from "../../shared/i18n/i18n";
import { renderApp } from "../../test/render-app";
import { violationsIn } from "../../test/violations";
import { nothing, noticesOf } from "./fake";
import { notice } from "./scenarios";
import { STAYS_MS } from "./toast-list";

beforeEach(() => {
  window.sessionStorage.clear();
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await speak("en");
});

async function listening(world: FakeWorld, route = "/settings") {
  const app = renderApp(world, route);
  await waitFor(() => expect(noticesOf(world).listeners.size).toBe(1));
  return app;
}

function tell(world: FakeWorld, change: Partial<NoticesEvent>) {
  act(() => {
    for (const listener of noticesOf(world).listeners) listener(nothing(change));
  });
}

function sent<Request>(world: FakeWorld, command: string): Request[] {
  return world.calls.flatMap((call) => (call.command === command ? [call.request as Request] : []));
}

const RUNNING = { operationId: "o-2", environment: "prod", done: 6, total: 12 } as const;

describe("a notice", () => {
  it("is told in the window and by the desktop, with step, host and time", async () => {
    const world = emptyWorld();
    await listening(world);
    const failed = notice({ reason: "failed", operationId: "o-1", step: "Start observer", host: "10.0.0.3:2886" });
    tell(world, { failed: 1, notices: [failed] });
    const corner = screen.getByRole("status", { name: "Notices" });
    expect(within(corner).getByText("Initialise ob_order: failed")).toBeVisible();
    const body = "PROD · ob_order, at Start observer on 10.0.0.3:2886, after 4 m 10 s";
    expect(within(corner).getByText(body)).toBeVisible();
    expect(sent<ShowNoticeReq>(world, "show_notice")).toEqual([
      { title: "Initialise ob_order: failed", body, operationId: "o-1" },
    ]);
    expect(await violationsIn(corner)).toEqual([]);
  });

  it("says what is done with OBProxy", async () => {
    const world = emptyWorld();
    await listening(world);
    const about = {
      kind: "obproxyCluster",
      deed: "upgrade",
      subject: "10.0.0.3:2883",
      clusterName: "odp_pay",
    } as const;
    tell(world, { notices: [notice(about)], running: 1, work: [{ ...RUNNING, ...about }] });
    const title = "Upgrade OBProxy servers of odp_pay";
    expect(screen.getByText(`${title}: done`)).toBeVisible();
    expect(sent<TrayReq>(world, "set_tray").at(-1)?.running[0]?.text).toContain(title);
  });

  it("is told in Chinese", async () => {
    const world = emptyWorld();
    world.preferences.language = "zh";
    await listening(world);
    await screen.findByText("设置", { selector: "h1" });
    tell(world, { notices: [notice({ reason: "stalled", step: "Cluster boostrap", afterMs: 600_000 })] });
    const [told] = sent<ShowNoticeReq>(world, "show_notice");
    expect(told?.title).toContain("已有 10 分 00 秒没有进展");
    expect(told?.body).toContain("步骤 Cluster boostrap");
  });

  it("of the operation that is on the screen needs nothing, unless the window is not looked at", async () => {
    const world = emptyWorld();
    await listening(world, "/operations/o-1");
    tell(world, { notices: [notice({ operationId: "o-1", toldAt: 1 })] });
    expect(sent(world, "show_notice")).toEqual([]);
    vi.mocked(document.hasFocus).mockReturnValue(false);
    tell(world, { notices: [notice({ operationId: "o-1", toldAt: 2 })] });
    expect(sent(world, "show_notice")).toHaveLength(1);
    expect(screen.queryByText("Initialise ob_order: done")).toBeNull();
  });

  it("is told once, though it comes twice or the window is loaded anew", async () => {
    const world = emptyWorld();
    const { unmount } = await listening(world);
    tell(world, { notices: [notice({ toldAt: 7 })] });
    tell(world, { notices: [notice({ toldAt: 7 })] });
    expect(sent(world, "show_notice")).toHaveLength(1);
    unmount();
    const watched = vi.fn<(request: unknown) => () => void>(() => () => undefined);
    renderApp(world, "/settings", () => ({ streams: { watch_notices: watched } }));
    expect(watched.mock.calls[0]?.[0]).toEqual({ after: 7 });
  });

  it("leads to its operation and can be dismissed", async () => {
    const world = emptyWorld();
    const { user } = await listening(world);
    const failed = (id: string, toldAt: number, clusterName: string) =>
      notice({ reason: "failed", operationId: id, toldAt, clusterName });
    tell(world, { notices: [failed("o-1", 1, "ob_one"), failed("o-2", 2, "ob_two")] });
    await user.click(screen.getByRole("button", { name: "Dismiss: Initialise ob_one: failed" }));
    expect(screen.queryByText("Initialise ob_one: failed")).toBeNull();
    await user.click(screen.getByRole("link", { name: "Open" }));
    expect(window.location.hash).toBe("#/operations/o-2");
    expect(screen.queryByText("Initialise ob_two: failed")).toBeNull();
  });

  it("goes by itself when it is good, and stays when it is bad", async () => {
    const world = emptyWorld();
    await listening(world);
    vi.useFakeTimers();
    tell(world, {
      notices: [
        notice({ toldAt: 1 }),
        notice({ toldAt: 2, reason: "failed", operationId: "o-2", clusterName: "ob_two" }),
      ],
    });
    expect(screen.getByText("Initialise ob_order: done")).toBeVisible();
    act(() => vi.advanceTimersByTime(STAYS_MS));
    expect(screen.queryByText("Initialise ob_order: done")).toBeNull();
    expect(screen.getByText("Initialise ob_two: failed")).toBeVisible();
  });

  it("that comes with many others is told as one by the desktop", async () => {
    const world = emptyWorld();
    await listening(world);
    const many = Array.from({ length: 9 }, (_, index) =>
      notice({ operationId: `o-${index}`, toldAt: index + 1, reason: index === 4 ? "failed" : "finished" }),
    );
    tell(world, { notices: many });
    expect(sent<ShowNoticeReq>(world, "show_notice")).toEqual([
      { title: "9 tasks have news", body: "1 failed, 8 done", operationId: "o-4" },
    ]);
    expect(screen.getByRole("link", { name: "6 more in the list of tasks" })).toHaveAttribute("href", "#/tasks");
  });
});

describe("what runs", () => {
  const line = {
    kind: "stopZone",
    deed: null,
    subject: "zone2",
    clusterName: "ob_pay",
    environment: "prod",
  } as const;
  const work = [{ operationId: "o-1", done: 6, total: 12, ...line }];

  it("is counted in the title, without what is on the screen", async () => {
    const world = emptyWorld();
    await listening(world);
    expect(document.title).toBe("Settings");
    tell(world, { running: 2, failed: 0, work });
    expect(document.title).toBe("(2) Settings");
    tell(world, { running: 2, failed: 1, work });
    expect(document.title).toBe("(2, 1 failed) Settings");
    act(() => {
      window.location.hash = "/operations/o-1";
    });
    await waitFor(() => expect(document.title).toMatch(/^\(1, 1 failed\) /));
  });

  it("is said in the tray, once each", async () => {
    const world = emptyWorld();
    await listening(world);
    tell(world, { running: 2, failed: 1, work });
    tell(world, { running: 2, failed: 1, work });
    const said = sent<TrayReq>(world, "set_tray");
    expect(said).toHaveLength(2);
    expect(said[0]).toEqual({
      tooltip: "OBDeck: nothing runs",
      label: "",
      running: [],
      open: "Open OBDeck",
      quit: "Quit",
    });
    expect(said[1]).toEqual({
      tooltip: "OBDeck: 2 running, 1 failed",
      label: "2",
      running: [{ operationId: "o-1", text: "ob_pay · Stop zone2 6/12" }],
      open: "Open OBDeck",
      quit: "Quit",
    });
  });

  it("is opened when it was chosen outside the window", async () => {
    const world = emptyWorld();
    await listening(world);
    tell(world, { open: "o-1" });
    expect(window.location.hash).toBe("#/operations/o-1");
  });
});
