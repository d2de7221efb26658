import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { guardAt } from "../../features/audit/fakes/guards";
import { emptyWorld, failure } from "../../platform/fake/world";
import { violationsIn } from "../../test/violations";
import { renderPart } from "../../test/render-part";
import { GuardChip } from "./guard-chip";
import { LowerGuardDialog, RaiseGuardMenu } from "./guard-dialogs";
import { GuardStatus } from "./guard-status";

const NOON = new Date(2026, 10, 20, 12, 0).getTime();

describe("GuardChip", () => {
  it("says until when it is lowered, and why", () => {
    const lowered = { until: new Date(2026, 10, 20, 14, 32).getTime(), reason: "night shift" };
    renderPart(emptyWorld(), <GuardChip guard={{ level: "open", base: "typeName", lowered }} />);
    expect(screen.getByTitle(/Lowered until 14:32: night shift/)).toHaveTextContent("Open until 14:32");
  });
});

describe("LowerGuardDialog", () => {
  it("wants a level and a reason, and says when it falls back", async () => {
    const world = emptyWorld("test", () => NOON);
    const onClose = vi.fn();
    const { user } = renderPart(
      world,
      <LowerGuardDialog connectionId="c-1" name="ob_pay" guard={guardAt("readOnly")} onClose={onClose} />,
    );
    const dialog = await screen.findByRole("dialog", { name: "Lower the guard of ob_pay?" });
    expect(dialog).toHaveTextContent(/After 15 minutes, at \d\d:\d\d, it is “Read-only” again by itself/);
    expect(await violationsIn(dialog)).toEqual([]);
    const confirm = within(dialog).getByRole("button", { name: "Lower to “Type name”" });
    expect(confirm).toHaveAccessibleDescription("The reason is too short");
    await user.click(confirm);
    await user.type(screen.getByLabelText("Reason"), " ab ");
    await user.click(confirm);
    expect(world.calls.some((call) => call.command === "lower_guard")).toBe(false);
    await user.type(screen.getByLabelText("Reason"), "c");
    await user.click(screen.getByLabelText(/^Open/));
    await user.click(screen.getByRole("button", { name: "Lower to “Open”" }));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(world.guards.get("c-1")).toMatchObject({ level: "open", lowered: { until: NOON + 900_000 } });
    expect(world.audit[0]).toMatchObject({ call: "lower guard to Open for 15 minutes", detail: "ab c" });
  });

  it("stays open when it fails", async () => {
    const world = emptyWorld();
    world.failing.set("lower_guard", failure("storage", "disk full"));
    const onClose = vi.fn();
    const { user } = renderPart(
      world,
      <LowerGuardDialog connectionId="c-1" name="ob_pay" guard={guardAt("confirm")} onClose={onClose} />,
    );
    await user.type(await screen.findByLabelText("Reason"), "repair{Enter}");
    expect(await screen.findByText("OBDeck cannot read or write its own data")).toBeVisible();
    expect(onClose).not.toHaveBeenCalled();
  });
});

describe("RaiseGuardMenu", () => {
  it("raises at a press, without a question", async () => {
    const world = emptyWorld();
    const { user } = renderPart(world, <RaiseGuardMenu connectionId="c-1" guard={guardAt("confirm")} name="ob_pay" />);
    await user.click(screen.getByRole("button", { name: "Raise the guard of ob_pay" }));
    const offered = (await screen.findAllByRole("menuitem")).map((item) => item.textContent);
    expect(offered).toEqual(["Raise to “Type name”", "Raise to “Read-only”"]);
    await user.click(screen.getByRole("menuitem", { name: "Raise to “Read-only”" }));
    await waitFor(() => expect(world.guards.get("c-1")).toMatchObject({ level: "readOnly", base: "readOnly" }));
  });

  it("ends a lowering", async () => {
    const world = emptyWorld();
    const lowered = { until: NOON, reason: "repair" };
    const { user } = renderPart(
      world,
      <RaiseGuardMenu connectionId="c-1" guard={{ level: "open", base: "readOnly", lowered }} />,
    );
    await user.click(screen.getByRole("button", { name: "Raise the guard" }));
    await user.click(await screen.findByRole("menuitem", { name: "End the lowering: “Read-only” again" }));
    await waitFor(() => expect(world.calls.at(-1)?.request).toEqual({ connectionId: "c-1", level: "readOnly" }));
  });

  it("has nothing to offer when nothing is stricter", () => {
    renderPart(emptyWorld(), <RaiseGuardMenu connectionId="c-1" guard={guardAt("readOnly")} />);
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("GuardStatus", () => {
  it("cannot be changed before there is a connection", () => {
    renderPart(emptyWorld(), <GuardStatus of={{ connectionId: null, name: "ob_new", guard: guardAt("typeName") }} />);
    expect(screen.getByText("Type name")).toBeVisible();
    expect(screen.queryByRole("button")).toBeNull();
  });
});
