import type { VaultProtection } from "../../ipc/generated";

type VaultText = { title: string; body: string };

const vaultEn: Record<VaultProtection, VaultText> = {
  keychain: {
    title: "In the system's keychain",
    body: "Passwords are encrypted; the key is in your system's keychain.",
  },
  passphrase: { title: "Under your passphrase", body: "Passwords are encrypted with a key made from your passphrase." },
  locked: { title: "Locked", body: "The vault's passphrase was not entered yet, so kept passwords cannot be used." },
  memoryOnly: {
    title: "Until OBDeck closes",
    body: "No keychain was found. Passwords are held in memory and are gone when OBDeck closes.",
  },
};

const vaultZh: typeof vaultEn = {
  keychain: { title: "系统钥匙串", body: "密码已加密，密钥保存在系统钥匙串中。" },
  passphrase: { title: "口令保护", body: "密码使用由您的口令生成的密钥加密。" },
  locked: { title: "已锁定", body: "尚未输入口令，已保存的密码暂不可用。" },
  memoryOnly: { title: "保留到 OBDeck 关闭", body: "未找到钥匙串。密码只保存在内存中，关闭 OBDeck 后即消失。" },
};

export const en = {
  title: "Settings",
  lead: "Changes take effect at once.",
  theme: "Appearance",
  themes: { system: "System", light: "Light", dark: "Dark" },
  language: "Language",
  languages: { system: "System", en: "English", zh: "中文" },
  vault: "Where passwords are kept",
  vaults: vaultEn,
  reason: "The system says",
  version: "Version",
  versionIs: "OBDeck {{version}}",
};

export const zh: typeof en = {
  title: "设置",
  lead: "更改立即生效。",
  theme: "外观",
  themes: { system: "跟随系统", light: "浅色", dark: "深色" },
  language: "语言",
  languages: { system: "跟随系统", en: "English", zh: "中文" },
  vault: "密码保存位置",
  vaults: vaultZh,
  reason: "系统提示",
  version: "版本",
  versionIs: "OBDeck {{version}}",
};
