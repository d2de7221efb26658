import type { Platform } from "./platform";

/** The window's platform; in a plain browser, while developing, a fake chosen by `?scenario=…`. */
export async function selectPlatform(): Promise<Platform> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./tauri")).tauriPlatform;
  if (import.meta.env.MODE !== "production") {
    const { fakeFromUrl } = await import("./fake/from-url");
    return fakeFromUrl(new URL(window.location.href));
  }
  throw new Error("OBDeck runs in its own window");
}
