import { MantineProvider } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useEffect } from "react";

import { speak, speechOf } from "../../shared/i18n/i18n";
import { theme } from "../../shared/theme/theme";
import { usePreferences } from "./preferences";

/** Applies theme and language, live. */
export function Appearance({ children }: { children: ReactNode }) {
  const preferences = usePreferences();
  const systemDark = useMediaQuery("(prefers-color-scheme: dark)", undefined, { getInitialValueInEffect: false });
  const dark = preferences.theme === "dark" || (preferences.theme === "system" && systemDark === true);
  const speech = speechOf(preferences.language);
  useEffect(() => void speak(speech), [speech]);
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={dark ? "dark" : "light"}
      withCssVariables={false}
      withGlobalClasses={false}
      deduplicateCssVariables={false}
    >
      {children}
    </MantineProvider>
  );
}
