import { screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { emptyWorld } from "../../../platform/fake/world";
import { renderPart } from "../../../test/render-part";
import { violationsIn } from "../../../test/violations";
import { ActionMenu } from "./action-menu";

test("what is off is reached by key, says so and why, and does nothing", async () => {
  const onAction = vi.fn();
  const actions = [
    { action: "start", off: "running" },
    { action: "stop", off: null },
  ] as const;
  const { user } = renderPart(
    emptyWorld(),
    <ActionMenu label="Menu" actions={[...actions]} target={{ type: "cluster" }} onAction={onAction} />,
  );
  await user.click(screen.getByRole("button", { name: "Menu" }));
  const [start, stop] = await screen.findAllByRole("menuitem");
  expect([start, stop].map((item) => item?.getAttribute("aria-disabled"))).toEqual(["true", null]);
  expect(await violationsIn(screen.getByRole("menu"))).toEqual([]);
  await waitFor(() => expect(start).toHaveFocus());
  await user.keyboard("{Enter}");
  expect(onAction).not.toHaveBeenCalled();
  await user.keyboard("{ArrowDown}{Enter}");
  expect(onAction).toHaveBeenCalledExactlyOnceWith("stop", { type: "cluster" });
});
