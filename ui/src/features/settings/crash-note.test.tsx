import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { emptyWorld } from "../../platform/fake/world";
import { renderPart } from "../../test/render-part";
import { CrashNote } from "./crash-note";

it("says where the report is, and lets its path be copied", async () => {
  const world = emptyWorld();
  world.crashReport = "/home/dba/.local/share/obdeck/crashes/one.txt";
  const { user, platform } = renderPart(world, <CrashNote />);
  expect(await screen.findByText(/A report without passwords was saved as .*one\.txt/)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Copy path" }));
  expect(platform.copied).toEqual([world.crashReport]);
});

it("is silent when there was no crash", async () => {
  const world = emptyWorld();
  const { container } = renderPart(world, <CrashNote />);
  await expect.poll(() => world.calls.some((call) => call.command === "app_info")).toBe(true);
  expect(container).toHaveTextContent("");
});
