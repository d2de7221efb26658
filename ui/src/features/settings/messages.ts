import * as history from "./history/messages";
import * as notices from "./notices/messages";
import * as vault from "./vault/messages";

export const en = {
  ...history.en,
  ...notices.en,
  ...vault.en,
  title: "Settings",
  lead: "Changes take effect at once.",
  theme: "Appearance",
  themes: { system: "System", light: "Light", dark: "Dark" },
  language: "Language",
  languages: { system: "System", en: "English", zh: "中文" },
  reason: "The system says",
  version: "Version",
  versionIs: "OBDeck {{version}}",
};

export const zh: typeof en = {
  ...history.zh,
  ...notices.zh,
  ...vault.zh,
  title: "设置",
  lead: "更改立即生效。",
  theme: "外观",
  themes: { system: "跟随系统", light: "浅色", dark: "深色" },
  language: "语言",
  languages: { system: "跟随系统", en: "English", zh: "中文" },
  reason: "系统提示",
  version: "版本",
  versionIs: "OBDeck {{version}}",
};
