import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { emptyWorld, type FakeWorld } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { connection } from "../fakes/connections";
import { panel, row } from "../fakes/screen";

const CANARY = "Canary-77-Secret";

const sent = (world: FakeWorld, command: string) =>
  world.calls.filter((call) => call.command === command).map(({ request }) => request);

describe("a connection to an OCP", () => {
  it("signs in with an access key, whose secret is tried as a key and not as a password", async () => {
    const world = emptyWorld();
    const { user } = renderApp(world);
    await screen.findByText("No connections yet");
    await user.keyboard("n");
    const dialog = within(await screen.findByRole("dialog"));
    await user.type(dialog.getByLabelText("Address"), "http://10.10.1.5:8080{Enter}");
    await user.click(await dialog.findByRole("radio", { name: /^Access key/ }));
    await user.type(dialog.getByLabelText("Access key"), "cqammmxBpfGjFlto");
    await user.type(dialog.getByLabelText("Secret key"), `${CANARY}{Enter}`);
    await user.click(dialog.getByRole("radio", { name: /^DEV/ }));
    await user.click(dialog.getByRole("button", { name: "Add connection" }));
    await waitFor(() => expect(sent(world, "add_connection")).toHaveLength(1));
    expect(sent(world, "add_connection")).toMatchObject([
      {
        settings: {
          ocp: { login: "accessKey" },
          passwords: { ocpUser: "cqammmxBpfGjFlto", ocp: { id: expect.stringMatching(/^secret-/) } },
        },
      },
    ]);
    const withSecret = sent(world, "probe_connection").filter((request) =>
      JSON.stringify(request).includes('"secret-'),
    );
    expect(withSecret).toMatchObject([{ ocp: { login: "accessKey" } }]);
    expect(document.body.innerHTML).not.toContain(CANARY);
  });

  it("tells how its API is spoken to, each choice with its reason", async () => {
    const world = emptyWorld();
    world.connections = [connection("ocp-lab", "dev", ["http://10.10.1.5:8080"], { settings: { kind: "ocp" } })];
    const { user } = renderApp(world);
    await user.click(await row("ocp-lab"));
    await user.click(within(panel()).getByRole("button", { name: "Edit" }));
    const element = await screen.findByRole("dialog", { name: "Edit ocp-lab" });
    const dialog = within(element);
    await user.click(dialog.getByText("API details"));
    await user.type(dialog.getByLabelText("Host that OCP sees"), "ocp.lab:8080");
    await user.click(dialog.getByRole("radio", { name: "exportPort" }));
    await user.click(dialog.getByRole("radio", { name: "obClusterId only" }));
    await user.click(dialog.getByRole("radio", { name: "…/servers" }));
    await user.click(dialog.getByRole("switch", { name: /^Offer what no document describes/ }));
    expect(await violationsIn(element)).toEqual([]);
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent(world, "edit_connection")).toHaveLength(1));
    expect(sent(world, "edit_connection")).toMatchObject([
      {
        settings: {
          ocp: {
            login: "password",
            signingHost: "ocp.lab:8080",
            exporter: "exportPort",
            linkIds: "obClusterIdOnly",
            serverPaths: "new",
            undocumented: true,
          },
        },
      },
    ]);
  });
});
