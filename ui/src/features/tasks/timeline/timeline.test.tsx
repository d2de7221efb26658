import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { speak } from "../../../shared/i18n/i18n";
import { must } from "../fixtures/must";
import { giveBoxesASize, renderScreen } from "../fixtures/render-screen";
import { Axis } from "./overlay";
import { createScale } from "./scale";

beforeAll(() => {
  giveBoxesASize();
  HTMLElement.prototype.setPointerCapture = () => undefined;
});
beforeEach(() => speak("en"));

const grid = () => screen.getByRole("treegrid");
const layer = () => must(grid().querySelector<HTMLElement>(".layer"));
const left = () => -Number(/translateX\((.+)px\)/.exec(layer().style.transform)?.[1]);
const chosen = () => grid().querySelector("[role=row][aria-selected=true]")?.textContent;

describe("the timeline", () => {
  test("is panned by key, and the row stays", async () => {
    const { user } = renderScreen("failed");
    act(() => grid().focus());
    const [from, row] = [left(), chosen()];
    await user.keyboard("{Shift>}{ArrowRight}{ArrowRight}{ArrowLeft}{/Shift}");
    expect(left()).toBe(from + 120);
    expect(chosen()).toBe(row);
  });

  test("shows idle time at its length when asked to, also after another tab", async () => {
    const { user } = renderScreen("failedTwice");
    const button = () => screen.getByRole("button", { name: "Cut idle time" });
    const cuts = () => screen.queryAllByText(/ idle$/).length;
    expect(button().getAttribute("aria-pressed")).toBe("true");
    expect(cuts()).toBeGreaterThan(0);
    await user.click(button());
    expect(cuts()).toBe(0);
    await user.keyboard("21");
    expect(button().getAttribute("aria-pressed")).toBe("false");
    await user.click(button());
    expect(cuts()).toBeGreaterThan(0);
  });

  test("offers no cuts where nothing was idle", () => {
    renderScreen("running");
    expect(screen.queryByRole("button", { name: "Cut idle time" })).toBeNull();
  });

  test("does not stick to a pointer that was let go elsewhere", () => {
    renderScreen("failed");
    const lanes = must(grid().querySelector(".lanes"));
    const from = left();
    fireEvent.pointerDown(lanes, { button: 0, buttons: 1, clientX: 100 });
    fireEvent.pointerMove(lanes, { buttons: 1, clientX: 60 });
    expect(left()).toBe(from + 40);
    fireEvent.pointerMove(lanes, { buttons: 0, clientX: 20 });
    fireEvent.pointerMove(lanes, { buttons: 1, clientX: 0 });
    expect(left()).toBe(from + 40);
  });
});

test("a day that begins says which", () => {
  const midnight = new Date(2026, 10, 21).getTime();
  const scale = createScale(midnight - 60_000, [], 0.01);
  const { container } = render(<Axis scale={scale} window={{ left: 0, right: 1200 }} nowX={null} />);
  const labels = [...container.querySelectorAll("span")].map((label) => label.textContent);
  expect(labels).toContain("21 Nov");
  expect(labels).toContain("00:00:10");
  expect(labels).not.toContain("00:00:00");
});
