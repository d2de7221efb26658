import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { failure } from "../../../platform/fake/world";
import { renderApp } from "../../../test/render-app";
import { violationsIn } from "../../../test/violations";
import { asked, obproxyWorld } from "../fakes/screen";
import { obproxyOf } from "../fakes/state";
import { addDraft } from "../scenarios";

const saved = (world: ReturnType<typeof obproxyWorld>, id: string) => obproxyOf(world).drafts.get(id)?.form;

describe("creating an OBProxy cluster", () => {
  it("goes from a name to the start", { timeout: 30_000 }, async () => {
    const world = obproxyWorld();
    addDraft(world, "new", "basics", { name: "", address: "", hostIds: [], package: "" });
    const { user, container } = renderApp(world, "/obproxy/new/new");
    const next = async (name: string) => {
      const button = screen.getByRole("button", { name: `Next: ${name}` });
      await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
      await user.click(button);
      await screen.findByRole("heading", { level: 1, name });
    };
    await user.type(await screen.findByLabelText("Name"), "trade_proxy");
    await user.type(screen.getByLabelText("Access address"), "trade.proxy.lab");
    expect(await violationsIn(container)).toEqual([]);
    await next("Hosts and version");

    const hosts = await screen.findByRole("table", { name: "Hosts" });
    await user.click(within(hosts).getByRole("checkbox", { name: "proxy-sh-01 10.10.40.21" }));
    await user.click(within(hosts).getByRole("checkbox", { name: "proxy-sh-02 10.10.40.22" }));
    await user.click(screen.getByRole("radio", { name: "obproxy-4.3.2.0-26.el7.x86_64.rpm" }));
    // What does not fit stays in sight with the reason.
    expect(await within(hosts).findByText("Port 2883 taken by trade_old")).toBeVisible();
    expect(await within(hosts).findByText("Package is x86_64")).toBeVisible();
    expect(within(hosts).getByRole("checkbox", { name: /proxy-arm-01/ })).toBeDisabled();
    expect(await screen.findByText("Newest that fits 2 hosts")).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await next("OceanBase clusters");

    // Two clusters of one name: both ids tell them apart.
    await user.click(await screen.findByRole("checkbox", { name: "ob_trade, ID in OCP 11, OceanBase ID 3" }));
    expect(screen.getByLabelText("User in ob_trade")).toHaveValue("proxyro");
    expect(await violationsIn(container)).toEqual([]);
    await next("Parameters");

    expect(await screen.findByText(/otherwise OCP cannot set the password of root@proxysys/)).toBeVisible();
    await user.type(screen.getByLabelText("Add a parameter"), "client_max_connections{Enter}");
    expect(await screen.findByLabelText("Value of client_max_connections")).toHaveValue("8192");
    expect(screen.getByText("0 to 65535")).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await next("Review");

    const body = await screen.findByRole("region", { name: "Body of the request" });
    await waitFor(() =>
      expect(JSON.parse(body.textContent ?? "")).toMatchObject({
        name: "trade_proxy",
        workMode: "CONFIG_URL",
        obproxyInstallParam: { hostIds: [21, 22], sqlPort: 2883, exporterPort: 2884 },
        obLinks: [{ clusterName: "ob_trade", clusterId: 11, obClusterId: 3, username: "proxyro" }],
      }),
    );
    expect(screen.getByText("12 steps")).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    const start = screen.getByRole("button", { name: "Create trade_proxy" });
    await waitFor(() => expect(start).not.toHaveAttribute("aria-disabled"));
    await user.click(start);
    await waitFor(() => expect(window.location.hash).toBe("#/operations/running"));
    expect(asked(world, "start_obproxy_draft")).toHaveLength(1);
  });

  it("says a wrong port at the field and in the footer", async () => {
    const world = obproxyWorld();
    const { user } = renderApp(world, "/obproxy/new/wrong/hosts");
    const field = await screen.findByLabelText("Exporter port");
    await waitFor(() => expect(field).toHaveAccessibleDescription(/Same as the SQL port.*Usual: 2884/));
    const blocker = await screen.findByRole("button", { name: "Exporter port needs another number" });
    await user.click(blocker);
    await waitFor(() => expect(field).toHaveFocus());
    await user.clear(field);
    await user.type(field, "2884");
    await waitFor(() => expect(blocker).not.toBeInTheDocument());
    expect(saved(world, "wrong")).toMatchObject({ exporterPort: "2884" });
  });

  it("takes exactly one cluster for RS_LIST", async () => {
    const world = obproxyWorld();
    const { user } = renderApp(world, "/obproxy/new/rs/clusters");
    const rule = "RS_LIST needs exactly one OceanBase cluster";
    // At the table, and in the footer.
    await waitFor(() => expect(screen.getAllByText(new RegExp(`^${rule}`))).toHaveLength(2));
    await user.click(await screen.findByRole("radio", { name: /^ob_trade/ }));
    await user.click(screen.getByRole("radio", { name: "ob_pay, ID in OCP 12, OceanBase ID 1" }));
    await waitFor(() => expect(saved(world, "rs")).toMatchObject({ links: [{ clusterId: "12" }] }));
    await waitFor(() => expect(screen.queryAllByText(rule)).toEqual([]));
    expect(screen.getByRole("radio", { name: /^ob_next/ })).toBeDisabled();
  });

  it("wants one of several taken out when the mode becomes RS_LIST", async () => {
    const world = obproxyWorld();
    addDraft(world, "two", "clusters", {
      workMode: "rsList",
      links: ["11", "12"].map((clusterId) => ({
        clusterName: clusterId,
        clusterId,
        obClusterId: clusterId,
        username: "proxyro",
      })),
    });
    const { user } = renderApp(world, "/obproxy/new/two/clusters");
    await user.click(await screen.findByRole("checkbox", { name: /^ob_trade/ }));
    await waitFor(() => expect(saved(world, "two")).toMatchObject({ links: [{ clusterId: "12" }] }));
  });

  it("asks for the ticks before it starts", async () => {
    const world = obproxyWorld();
    addDraft(world, "empty", "review", { hostIds: [], package: "" });
    const { user } = renderApp(world, "/obproxy/new/empty/review");
    const start = await screen.findByRole("button", { name: "Create trade_proxy" });
    await waitFor(() => expect(start).toHaveAttribute("aria-disabled", "true"));
    await user.click(await screen.findByRole("checkbox", { name: /warning/i }));
    await waitFor(() => expect(start).not.toHaveAttribute("aria-disabled"));
  });

  it("says of OCP what fails at the start", async () => {
    const world = obproxyWorld();
    world.failing.set("start_obproxy_draft", failure("unreachable", "connection refused", { retryable: true }));
    const { user } = renderApp(world, "/obproxy/new/ready/review");
    const start = await screen.findByRole("button", { name: "Create trade_proxy" });
    await waitFor(() => expect(start).not.toHaveAttribute("aria-disabled"));
    await user.click(start);
    expect(await screen.findByRole("alert")).toHaveTextContent("OCP does not answer");
  });

  it("offers what is undocumented only where the connection says so", async () => {
    const world = obproxyWorld();
    const { unmount } = renderApp(world, "/obproxy/new/lab/basics");
    expect(await screen.findByText(/left to OCP: no document describes them/)).toBeVisible();
    expect(screen.queryByLabelText("Install path")).toBeNull();
    unmount();
    world.connections = world.connections.map((one) => ({
      ...one,
      settings: { ...one.settings, ocp: { ...one.settings.ocp, undocumented: true } },
    }));
    renderApp(world, "/obproxy/new/lab/basics");
    expect(await screen.findByLabelText("Install path")).toBeVisible();
  });

  it("draws only what is in sight of 2 500 hosts", async () => {
    renderApp(obproxyWorld("obproxy-huge"), "/obproxy/new/lab/hosts");
    const table = await screen.findByRole("table", { name: "Hosts" });
    expect(table).toHaveAttribute("aria-rowcount", "2501");
    expect(within(table).queryAllByRole("row").length).toBeLessThan(100);
  });
});
