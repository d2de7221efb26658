import type { VaultProtection } from "../../../ipc/generated";

type VaultText = { title: string; body: string };

const vaultsEn: Record<VaultProtection, VaultText> = {
  keychain: {
    title: "Saved, with the key in the system's keychain",
    body: "Passwords are encrypted on this computer. Signing in to it opens them.",
  },
  passphrase: {
    title: "Saved under your passphrase",
    body: "Passwords are encrypted on this computer. OBDeck asks for the passphrase once each time it starts.",
  },
  locked: {
    title: "Locked",
    body: "Saved passwords cannot be used until the passphrase is entered. New ones are not saved: they are gone when OBDeck closes.",
  },
  memoryOnly: {
    title: "Not saved: they are gone when OBDeck closes",
    body: "No usable keychain was found, so passwords are held in memory only. Protect them with a passphrase to keep them.",
  },
};

const vaultsZh: typeof vaultsEn = {
  keychain: {
    title: "已保存，密钥在系统钥匙串中",
    body: "密码在本机加密保存，登录本机后即可使用。",
  },
  passphrase: {
    title: "已保存，由您的口令保护",
    body: "密码在本机加密保存。OBDeck 每次启动后询问一次口令。",
  },
  locked: {
    title: "已锁定",
    body: "输入口令之前，已保存的密码无法使用。新密码不会保存：关闭 OBDeck 后即消失。",
  },
  memoryOnly: {
    title: "未保存：关闭 OBDeck 后即消失",
    body: "没有可用的钥匙串，密码只保存在内存中。使用口令保护后才能保存。",
  },
};

export const en = {
  vaults: vaultsEn,
  passwords: {
    title: "Passwords",
    setAside:
      "The file with the saved passwords was damaged or could not be opened. It was set aside as {{path}}; nothing was overwritten. OBDeck asks for the passwords that are missing.",
    passphrase: "Passphrase",
    unlock: "Unlock",
    unlocking: "Unlocking",
    unlockMissing: "No passphrase typed yet",
    again: "The same again",
    differ: "The two are not the same",
    differRemedy: "Type the second one again.",
    missing: "No passphrase typed yet",
    notTwice: "Not typed twice alike yet",
    noWayBack: "There is no way around it: if it is forgotten, every password must be entered again.",
    protecting: "Encrypting",
    strength: {
      none: "Four or five words that do not belong together are easy to keep and hard to guess.",
      weak: "Weak: whoever has the file can guess it. Make it longer.",
      fair: "Fair: longer is better.",
      strong: "Strong.",
    },
    protect: {
      open: "Protect with a passphrase…",
      title: "Protect passwords with a passphrase?",
      label: "Passphrase",
      body: "All passwords are encrypted under it. OBDeck asks for it once each time it starts.",
      confirm: "Protect passwords",
    },
    change: {
      open: "Change passphrase…",
      title: "Change the passphrase?",
      label: "New passphrase",
      body: "All passwords are encrypted anew. The old passphrase opens nothing any more.",
      confirm: "Change passphrase",
    },
    toKeychain: "Move to the keychain",
    tryKeychain: "Try the keychain again",
    moving: "Asking the keychain",
    forget: {
      open: "Forget all passwords…",
      title: "Forget all passwords?",
      body: "Every password that OBDeck has saved is deleted from this computer. This cannot be undone.",
      stays: "Connections stay. OBDeck asks for their passwords when they are needed again.",
      working: "Deleting",
      confirm: "Forget all passwords",
    },
  },
  crash: "OBDeck ended unexpectedly. A report without passwords was saved as {{path}}",
  crashCopy: "Copy path",
};

export const zh: typeof en = {
  vaults: vaultsZh,
  passwords: {
    title: "密码",
    setAside: "保存密码的文件已损坏或无法打开，已另存为 {{path}}，没有覆盖任何内容。缺少的密码在需要时会再次询问。",
    passphrase: "口令",
    unlock: "解锁",
    unlocking: "正在解锁",
    unlockMissing: "尚未输入口令",
    again: "再次输入",
    differ: "两次输入不一致",
    differRemedy: "请重新输入第二次。",
    missing: "尚未输入口令",
    notTwice: "尚未两次输入一致",
    noWayBack: "没有绕过的办法：忘记口令后，所有密码都需要重新输入。",
    protecting: "正在加密",
    strength: {
      none: "四五个互不相关的词，容易记住，也难以猜到。",
      weak: "弱：拿到文件的人可以猜出。请加长。",
      fair: "一般：更长更好。",
      strong: "强。",
    },
    protect: {
      open: "使用口令保护…",
      title: "使用口令保护密码？",
      label: "口令",
      body: "所有密码都用它加密。OBDeck 每次启动后询问一次。",
      confirm: "保护密码",
    },
    change: {
      open: "更改口令…",
      title: "更改口令？",
      label: "新口令",
      body: "所有密码将重新加密，旧口令不再有效。",
      confirm: "更改口令",
    },
    toKeychain: "移到钥匙串",
    tryKeychain: "重试钥匙串",
    moving: "正在询问钥匙串",
    forget: {
      open: "忘记所有密码…",
      title: "忘记所有密码？",
      body: "将从本机删除 OBDeck 保存的所有密码，无法撤销。",
      stays: "连接保留，需要时 OBDeck 会再次询问密码。",
      working: "正在删除",
      confirm: "忘记所有密码",
    },
  },
  crash: "OBDeck 上次意外退出。报告（不含密码）已保存为 {{path}}",
  crashCopy: "复制路径",
};
