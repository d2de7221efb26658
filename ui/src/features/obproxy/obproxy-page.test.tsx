import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { emptyWorld, failure } from "../../platform/fake/world";
import { renderApp } from "../../test/render-app";
import { violationsIn } from "../../test/violations";
import { asked, obproxyWorld } from "./fakes/screen";
import { obproxyOf } from "./fakes/state";

describe("the home of OBProxy", () => {
  it("lists the clusters of an OCP that answers and asks no other", async () => {
    const world = obproxyWorld();
    const { container } = renderApp(world, "/obproxy");
    const lab = await screen.findByRole("region", { name: "ocp-lab" });
    expect(await within(lab).findByRole("link", { name: "trade_old" })).toHaveAttribute(
      "href",
      "#/obproxy/c-ocp-lab/1",
    );
    expect(within(lab).getByText("3 of 4 run")).toBeVisible();
    const main = screen.getByRole("region", { name: "ocp-main" });
    expect(within(main).getByText("Not contacted")).toBeVisible();
    expect(asked(world, "obproxy_clusters")).toEqual([{ connectionId: "c-ocp-lab", fresh: false }]);
    expect(await violationsIn(container)).toEqual([]);
  });

  it("contacts an OCP only when told to", async () => {
    const world = obproxyWorld();
    const { user } = renderApp(world, "/obproxy");
    const main = await screen.findByRole("region", { name: "ocp-main" });
    await user.click(within(main).getByRole("button", { name: "Contact" }));
    expect(asked(world, "contact_connection")).toEqual([{ connectionId: "c-ocp-main" }]);
  });

  it("says what to do where there is nothing", async () => {
    renderApp(emptyWorld(), "/obproxy");
    expect(await screen.findByText("No connections yet")).toBeVisible();
    expect(screen.getByRole("button", { name: "Create OBProxy cluster" })).toHaveAccessibleDescription(
      "It needs a connection to an OCP",
    );
  });

  it("names the right that is missing", async () => {
    renderApp(obproxyWorld("obproxy-rights"), "/obproxy");
    expect(await screen.findByText("The account lacks the right OBPROXY_MANAGER in OCP")).toBeVisible();
  });

  it("says that an account is locked, and not to try again", async () => {
    const world = obproxyWorld();
    const problem = failure("unauthorized", "the login was refused", { agentCode: "IAM10003", detail: "Locked" });
    world.connections = world.connections.map((one) =>
      one.id === "c-ocp-main" ? { ...one, state: { ...one.state, kind: "passwordWrong", problem } } : one,
    );
    renderApp(world, "/obproxy");
    expect(await screen.findByText("OCP has locked this account")).toBeVisible();
    expect(screen.queryByText("OCP refuses the sign-in")).not.toBeInTheDocument();
  });

  it("keeps what is old in sight, and says so", async () => {
    renderApp(obproxyWorld("obproxy-failing"), "/obproxy");
    expect(await screen.findByRole("link", { name: "trade_old" })).toBeVisible();
    expect(screen.getByText(/It may have changed since/)).toBeVisible();
    expect(screen.getByText("Old, read")).toBeVisible();
    expect(screen.getByText("OCP does not answer")).toBeVisible();
  });

  it("begins a wizard, goes on with a draft, and deletes one", async () => {
    const world = obproxyWorld();
    const { user } = renderApp(world, "/obproxy");
    const drafts = await screen.findByRole("region", { name: "Begun" });
    const before = obproxyOf(world).drafts.size;
    await user.click(within(drafts).getAllByRole("button", { name: "Delete the draft trade_proxy" })[0] as Element);
    await user.click(screen.getByRole("button", { name: "Delete draft" }));
    await expect.poll(() => obproxyOf(world).drafts.size).toBe(before - 1);
    await user.click(screen.getByRole("button", { name: "Create OBProxy cluster" }));
    await user.click(await screen.findByRole("menuitem", { name: /on ocp-lab/ }));
    expect(await screen.findByRole("heading", { level: 1, name: "Basics" })).toBeVisible();
  });

  it("is gone to with g o", async () => {
    const { user } = renderApp(obproxyWorld(), "/");
    await screen.findAllByText("ocp-lab");
    await user.keyboard("go");
    expect(await screen.findByRole("heading", { level: 1, name: "OBProxy" })).toBeVisible();
  });
});
