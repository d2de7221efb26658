import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { failure } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { answeringHost, fingerprint } from "../../wizards/fakes/hosts";
import { connection } from "../fakes/connections";
import { NO_ANSWER } from "../fakes/probes";
import { busyWorld, panel, row } from "../fakes/screen";

const CANARY = "Canary-77-Secret";

type World = ReturnType<typeof busyWorld>;
const called = (world: World, command: string) =>
  world.calls.filter((call) => call.command === command).map((call) => call.request);

function worldWithHosts(): World {
  const world = busyWorld();
  world.hosts.set("10.9.9.1:2886", answeringHost("10.9.9.1:2886", { passwordSet: false }));
  world.hosts.set("10.9.9.2:2886", answeringHost("10.9.9.2:2886", { identity: "CLUSTER AGENT", keyBits: 512 }));
  return world;
}

async function openNew(world: World) {
  const view = renderApp(world);
  await row("ob_pay");
  await view.user.keyboard("n");
  const dialog = within(await screen.findByRole("dialog", { name: "New connection" }));
  return { ...view, dialog };
}

describe("new connection", () => {
  it("asks after a pause, shows who answers and adds it", async () => {
    const world = worldWithHosts();
    const { user, dialog } = await openNew(world);
    const add = dialog.getByRole("button", { name: "Add connection" });
    expect(add).toHaveAccessibleDescription("No address typed yet");
    await user.click(dialog.getByLabelText("Address"));
    await user.paste("10.9.9.1:2886");
    expect(await dialog.findByText("A single agent that belongs to no cluster yet")).toBeVisible();
    expect(called(world, "probe_connection")).toHaveLength(1);
    expect(dialog.getByText("No password is needed yet.")).toBeVisible();
    expect(dialog.getByLabelText("Name")).toHaveValue("10.9.9.1");
    expect(add).toHaveAccessibleDescription("No environment chosen yet");
    await user.click(dialog.getByRole("radio", { name: /PROD/ }));
    expect(dialog.getByRole("radio", { name: "Type name" })).toBeChecked();
    await user.clear(dialog.getByLabelText("Name"));
    await user.type(dialog.getByLabelText("Name"), "ob_new");
    await user.click(dialog.getByRole("button", { name: "Orders" }));
    await user.click(add);
    await waitFor(() => expect(panel()).toHaveAccessibleName("About ob_new"));
    expect(called(world, "add_connection")).toMatchObject([
      {
        settings: { name: "ob_new", group: "Orders", environment: "prod", kind: "agent", addresses: ["10.9.9.1:2886"] },
        guard: null,
      },
    ]);
    expect(called(world, "contact_connection")).toEqual([]);
  });

  it("asks only for the password the identity needs, tries each once, and forgets it", async () => {
    const world = worldWithHosts();
    const { user, dialog } = await openNew(world);
    await user.type(dialog.getByLabelText("Address"), "10.9.9.2{Enter}");
    const field = await dialog.findByLabelText("Password of root@sys");
    expect(dialog.queryByLabelText("Agent password")).toBeNull();
    expect(dialog.getByText("Short key")).toBeVisible();
    await user.type(field, "wrong{Enter}");
    expect(await dialog.findByText("The password was refused")).toBeVisible();
    expect(called(world, "probe_connection")).toHaveLength(2);
    await user.type(dialog.getByLabelText("Password of root@sys"), `${CANARY}{Enter}`);
    expect(await dialog.findByText("The password is right")).toBeVisible();
    expect(called(world, "probe_connection")).toHaveLength(3);
    await user.click(dialog.getByRole("radio", { name: /DEV/ }));
    await user.click(dialog.getByRole("button", { name: "Add connection" }));
    await waitFor(() => expect(called(world, "add_connection")).toHaveLength(1));
    expect(called(world, "add_connection")).toMatchObject([{ settings: { passwords: { root: { weak: false } } } }]);
    expect(document.body.innerHTML).not.toContain(CANARY);
    expect(JSON.stringify(world.calls)).not.toContain(CANARY);
  });

  it("waits for a password that is still being stored", async () => {
    const world = worldWithHosts();
    const { user, dialog } = await openNew(world);
    await user.type(dialog.getByLabelText("Address"), "10.9.9.2{Enter}");
    await user.type(await dialog.findByLabelText("Password of root@sys"), CANARY);
    await user.click(dialog.getByRole("radio", { name: /DEV/ }));
    await user.click(dialog.getByRole("button", { name: "Add connection" }));
    await waitFor(() => expect(called(world, "add_connection")).toHaveLength(1));
    const [added] = called(world, "add_connection");
    expect(added).toMatchObject({ settings: { passwords: { root: { id: expect.stringMatching(/^secret-/) } } } });
  });

  it("tells at the field that it cannot be an address", async () => {
    const world = worldWithHosts();
    world.connectionProbes.set("not an address", { ...NO_ANSWER, problem: failure("invalid", "this is no address") });
    const { user, dialog } = await openNew(world);
    const field = dialog.getByLabelText("Address");
    await user.type(field, "not an address{Enter}");
    await waitFor(() => expect(field).toHaveAccessibleDescription(/An address cannot be used.*this is no address/));
    await user.type(field, "x");
    expect(field).not.toHaveAttribute("aria-invalid");
  });

  it("leads to the connection that has the address already", async () => {
    const { user, dialog } = await openNew(worldWithHosts());
    await user.type(dialog.getByLabelText("Address"), "10.10.20.4:2886{Enter}");
    expect(await dialog.findByText("ob_trade has this address already.")).toBeVisible();
    await user.click(dialog.getByRole("button", { name: "Open it" }));
    expect(panel()).toHaveAccessibleName("About ob_trade");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says why nobody answers, and can be added all the same", async () => {
    const world = worldWithHosts();
    const { user, dialog } = await openNew(world);
    await user.type(dialog.getByLabelText("Address"), "10.9.9.8:2886{Enter}");
    expect(await dialog.findByText("The host does not answer")).toBeVisible();
    await user.type(dialog.getByLabelText("Name"), "later");
    await user.click(dialog.getByRole("radio", { name: /STAGE/ }));
    await user.click(dialog.getByRole("button", { name: "Add connection" }));
    await waitFor(() => expect(called(world, "add_connection")).toHaveLength(1));
    expect(called(world, "add_connection")).toMatchObject([{ settings: { addresses: ["10.9.9.8:2886"] } }]);
  });

  it("puts what the console refuses at its field and in the footer", async () => {
    const { user, dialog } = await openNew(worldWithHosts());
    await user.type(dialog.getByLabelText("Address"), "10.9.9.1:2886{Enter}");
    await dialog.findByText(/belongs to no cluster/);
    const name = dialog.getByLabelText("Name");
    await user.clear(name);
    await user.type(name, "ob_pay");
    await user.click(dialog.getByRole("radio", { name: /DEV/ }));
    await user.click(dialog.getByRole("button", { name: "Add connection" }));
    await waitFor(() => expect(name).toHaveAttribute("aria-invalid", "true"));
    expect(name).toHaveAccessibleDescription(/another connection is called ob_pay/);
    expect(dialog.getByRole("alert")).toHaveTextContent("This name cannot be used");
  });

  it("pins the certificate that is offered and asks again with it", async () => {
    const world = worldWithHosts();
    const offered = fingerprint(9);
    world.connectionProbes.set("10.9.9.7:2886", {
      ...NO_ANSWER,
      certificate: offered,
      problem: failure("certificateNotTrusted", "unknown issuer", { detail: offered }),
    });
    const { user, dialog } = await openNew(world);
    await user.type(dialog.getByLabelText("Address"), "10.9.9.7:2886{Enter}");
    await user.click(await dialog.findByRole("button", { name: "Pin this certificate" }));
    await waitFor(() => expect(called(world, "probe_connection")).toHaveLength(2));
    expect(called(world, "probe_connection")[1]).toMatchObject({
      reach: { tls: { type: "pinned", fingerprints: [offered] } },
    });
    expect(dialog.getByText("https, pinned certificate")).toBeInTheDocument();
  });

  it("sends no password to an agent whose key has changed", async () => {
    const world = worldWithHosts();
    const change = { pinned: fingerprint(1), pinnedAt: 0, offered: fingerprint(2) };
    const { settings } = connection("ob_swapped", "dev", ["10.9.9.6:2886"]);
    world.hosts.set("10.9.9.6:2886", answeringHost("10.9.9.6:2886", { keyChange: change, passwordSet: false }));
    world.connectionProbes.set("10.9.9.6:2886", {
      ...NO_ANSWER,
      proposal: settings,
      host: answeringHost("10.9.9.6:2886", { keyChange: change }),
      needs: "root",
      problem: failure("keyChanged", "the key is another one"),
    });
    const { user, dialog } = await openNew(world);
    await user.type(dialog.getByLabelText("Address"), "10.9.9.6:2886{Enter}");
    expect(await dialog.findByText("The key of 10.9.9.6:2886 has changed")).toBeVisible();
    expect(dialog.queryByLabelText(/^Password|^Agent password/)).toBeNull();
    await user.click(dialog.getByRole("button", { name: "Trust the new key" }));
    await waitFor(() => expect(called(world, "probe_connection")).toHaveLength(2));
    expect(called(world, "trust_key")).toEqual([{ address: "10.9.9.6:2886", fingerprint: change.offered }]);
  });
});

describe("edit", () => {
  it("saves what was changed, and asks nobody", async () => {
    const world = busyWorld();
    const { user } = renderApp(world);
    await user.click(await row("ob_trade"));
    await user.click(within(panel()).getByRole("button", { name: "Edit" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Edit ob_trade" }));
    await user.type(dialog.getByLabelText("Addresses"), "\n10.10.20.2:2886");
    await user.clear(dialog.getByLabelText("Note"));
    await user.click(dialog.getByLabelText(/^Contact when OBDeck starts/));
    await user.click(dialog.getByRole("button", { name: "Replace: Password of root@sys" }));
    await user.type(dialog.getByLabelText("Password of root@sys"), CANARY);
    await user.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(called(world, "edit_connection")).toMatchObject([
      {
        connectionId: "c-ob_trade",
        settings: {
          addresses: ["10.10.20.1:2886", "10.10.20.2:2886"],
          note: "",
          pinned: false,
          passwords: { root: { id: "secret-1" } },
        },
      },
    ]);
    expect(called(world, "probe_connection")).toEqual([]);
    expect(document.body.innerHTML).not.toContain(CANARY);
  });
});
