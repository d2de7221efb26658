import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

import type { Language } from "../../ipc/generated";
import type { Speech } from "../time/format";
import { catalogues } from "./catalogues";

export function speechOf(language: Language, system: string = navigator.language): Speech {
  if (language !== "system") return language;
  return system.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export async function startI18n(speech: Speech): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: speech,
    fallbackLng: "en",
    resources: catalogues,
    defaultNS: "shared",
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = htmlLang(speech);
}

export async function speak(speech: Speech): Promise<void> {
  document.documentElement.lang = htmlLang(speech);
  await i18next.changeLanguage(speech);
}

/** The language in use, for what is not in a catalogue: durations, dates, lists. */
export function useSpeech(): Speech {
  const { i18n } = useTranslation();
  return i18n.language === "zh" ? "zh" : "en";
}

function htmlLang(speech: Speech): string {
  return speech === "zh" ? "zh-CN" : "en";
}
