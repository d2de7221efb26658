import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";

import { App } from "../app";
import { createCache } from "../ipc/cache";
import { fakePlatform } from "../platform/fake/fake";
import type { FakePart } from "../platform/fake/part";
import type { FakeWorld } from "../platform/fake/world";

/** The whole app on a fake world, at a route such as `/wizards/draft-1/hosts`. */
export function renderApp(world: FakeWorld, route = "/", extra?: FakePart) {
  window.location.hash = route;
  const platform = fakePlatform(world, extra);
  const view = render(<App platform={platform} cache={createCache()} />);
  return { ...view, platform, user: userEvent.setup({ delay: null }) };
}
