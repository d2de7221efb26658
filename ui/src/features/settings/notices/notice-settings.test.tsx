import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { emptyWorld } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";

it("keeps what the user wants to be told of", async () => {
  const world = emptyWorld();
  const { user } = renderApp(world, "/settings");
  await user.click(await screen.findByRole("switch", { name: /^A task is done/ }));
  await user.click(screen.getByRole("switch", { name: "Not for development environments" }));
  expect(world.preferences.notices).toEqual({ finished: false, failed: true, stalledMinutes: 10, skipDev: true });
});

it("takes whole minutes only, and turns them off and on", async () => {
  const world = emptyWorld();
  const { user } = renderApp(world, "/settings");
  const minutes = await screen.findByLabelText("Minutes without progress");
  await user.clear(minutes);
  expect(minutes).toHaveAttribute("aria-invalid", "true");
  expect(minutes).toHaveAccessibleDescription(/Enter a whole number from 1 to 1440/);
  expect(world.preferences.notices.stalledMinutes).toBe(10);
  await user.type(minutes, "25");
  expect(minutes).not.toHaveAttribute("aria-invalid");
  expect(world.preferences.notices.stalledMinutes).toBe(25);
  const stalled = screen.getByRole("switch", { name: /^A task does not move/ });
  await user.click(stalled);
  expect(world.preferences.notices.stalledMinutes).toBeNull();
  expect(screen.queryByLabelText("Minutes without progress")).toBeNull();
  await user.click(stalled);
  expect(world.preferences.notices.stalledMinutes).toBe(10);
});
