import "./shared/theme/tokens.css";
import "./shared/theme/mantine.css";
import "./shared/theme/base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./app";
import { DEFAULT_PREFERENCES } from "./features/settings/preferences";
import { createCache } from "./ipc/cache";
import { callCommand, commandKey } from "./ipc/client";
import type { AppInfo, Preferences } from "./ipc/generated";
import type { Platform } from "./platform/platform";
import { selectPlatform } from "./platform/select";
import { speechOf, startI18n } from "./shared/i18n/i18n";

void start();

async function start(): Promise<void> {
  dressAs(DEFAULT_PREFERENCES);
  watchHidden();
  const platform = await selectPlatform();
  const cache = createCache();
  const [preferences, info] = await Promise.all([preferencesOf(platform), infoOf(platform)]);
  cache.setQueryData(commandKey("load_preferences", {}), preferences);
  if (info !== null) cache.setQueryData(commandKey("app_info", {}), info);
  if (info?.startAt && window.location.hash === "") window.location.hash = info.startAt.replace(/^#?\/?/, "/");
  dressAs(preferences);
  await startI18n(speechOf(preferences.language));
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no root");
  createRoot(root).render(
    <StrictMode>
      <App platform={platform} cache={cache} />
    </StrictMode>,
  );
}

/** Preferences that cannot be read are no reason to show nothing. */
async function preferencesOf(platform: Platform): Promise<Preferences> {
  return callCommand(platform, "load_preferences", {}).catch(() => DEFAULT_PREFERENCES);
}

async function infoOf(platform: Platform): Promise<AppInfo | null> {
  return callCommand(platform, "app_info", {}).catch(() => null);
}

/** The right background before the first paint. */
function dressAs({ theme }: Preferences): void {
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset["mantineColorScheme"] = dark ? "dark" : "light";
}

/** Stops every animation while nobody looks. */
function watchHidden(): void {
  document.addEventListener("visibilitychange", markHidden);
  markHidden();
}

function markHidden(): void {
  document.documentElement.toggleAttribute("data-hidden", document.hidden);
}
