import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactElement } from "react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";

import { Appearance } from "../features/settings/appearance";
import { createCache } from "../ipc/cache";
import { PlatformProvider } from "../platform/context";
import { fakePlatform } from "../platform/fake/fake";
import type { FakeWorld } from "../platform/fake/world";

/** A part of a screen alone, on a fake world. */
export function renderPart(world: FakeWorld, part: ReactElement) {
  const platform = fakePlatform(world);
  const location = memoryLocation({ path: "/", record: true });
  const view = render(
    <PlatformProvider platform={platform}>
      <QueryClientProvider client={createCache()}>
        <Appearance>
          <Router hook={location.hook}>{part}</Router>
        </Appearance>
      </QueryClientProvider>
    </PlatformProvider>,
  );
  return { ...view, platform, location, user: userEvent.setup({ delay: null }) };
}
