import { act } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { renderApp } from "../../../test/render-app";
import { card, clustersWorld } from "../fakes/screen";
import { changeCluster } from "../fakes/state";
import type * as Parts from "../host/meters";

const drawn: number[] = [];

vi.mock("../host/meters", async (original) => {
  const { Meters, ...rest } = await original<typeof Parts>();
  const Counted: typeof Meters = (props) => {
    drawn.push(props.usage.cpu?.used ?? -1);
    return <Meters {...props} />;
  };
  return { ...rest, Meters: Counted };
});

it("a poll that changes one host draws one card", async () => {
  const world = clustersWorld();
  renderApp(world, "/clusters/c-ob_thirty");
  await card("10.20.7.1:2881");
  drawn.length = 0;
  act(() =>
    changeCluster(world, "c-ob_thirty", (before) => ({
      ...before,
      readAt: (before.readAt ?? 0) + 5000,
      zones: before.zones.map((zone) => ({
        ...zone,
        hosts: zone.hosts.map((host) =>
          host.address === "10.20.7.8:2886"
            ? { ...host, usage: { ...host.usage, cpu: { used: 15.5, total: 16 } } }
            : host,
        ),
      })),
    })),
  );
  expect(await card("10.20.7.8:2881")).toHaveTextContent("15.5 of 16");
  expect(drawn).toEqual([15.5]);
});
