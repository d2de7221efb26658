import type { ErrorCode } from "../../ipc/generated";

/** What happened and why (`title`), and what to do next (`remedy`), for every code. */
type ErrorText = { title: string; remedy: string };

export const en: Record<ErrorCode, ErrorText> = {
  unreachable: {
    title: "The host does not answer",
    remedy:
      "Check the address and port, that the host is up, that obshell runs there (obshell agent start) and that no firewall closes the port.",
  },
  notObshell: {
    title: "Something answers, but it is not obshell",
    remedy:
      "Check the port: obshell listens on 2886 unless it was started with another. A proxy in between can also answer in its place.",
  },
  tooLarge: {
    title: "The answer was too large and was cut off",
    remedy: "Check that the address is an obshell agent. If it is, look at the agent's log.",
  },
  keyChanged: {
    title: "The agent's key is not the one seen before",
    remedy:
      "Compare the fingerprints. Go on only when you know why the key changed, for instance because obshell was installed anew.",
  },
  unauthorized: {
    title: "The agent refuses the password",
    remedy: "Give the password that was set on this agent.",
  },
  certificateNotTrusted: {
    title: "The certificate is not trusted",
    remedy:
      "Compare its fingerprint with whoever looks after the host, then pin it, or give the authority that signed it.",
  },
  route: {
    title: "The way to the host does not work",
    remedy:
      "Check the jump host or the proxy: its words are in the details. A jump host must work with ssh in a terminal, without a question.",
  },
  readOnly: {
    title: "The connection is read-only",
    remedy: "Nothing was sent. To change something, lower the guard of the connection; that needs a reason.",
  },
  consentNeeded: {
    title: "The guard of the connection asks for your word first",
    remedy: "Nothing was sent. Confirm in the dialog, and type the name where it asks for it.",
  },
  underMaintenance: {
    title: "Another task holds the maintenance lock",
    remedy: "Wait until that task has ended, or retry it or roll it back if it has failed.",
  },
  rejected: {
    title: "The agent refused the request",
    remedy: "Read the agent's words below and change what they name.",
  },
  outcomeUnknown: {
    title: "The request was sent, its outcome is not known",
    remedy: "OBDeck does not send it again. It asks the agent what has become of it as soon as the agent answers.",
  },
  invalid: { title: "The request is not valid", remedy: "Change the value that the details name, then try again." },
  notFound: { title: "This no longer exists", remedy: "Go back to the connections: it may have been deleted." },
  clusterGone: {
    title: "OCP does not have this OBProxy cluster any more",
    remedy: "It was deleted meanwhile. Go back to the list of clusters and read it again.",
  },
  unreadableFile: {
    title: "The file cannot be opened as a task",
    remedy:
      "The details say what it is instead. Save the whole answer that shows one task with its steps, from obshell, OCP or OBDeck, as one JSON file.",
  },
  vault: {
    title: "The keychain does not work",
    remedy: "Unlock the system's keychain, then try again. Without one, secrets are kept until OBDeck closes.",
  },
  vaultLocked: {
    title: "The vault is locked",
    remedy: "Unlock it with your passphrase, then try again. Passwords kept in it cannot be used until then.",
  },
  wrongPassphrase: {
    title: "This is not the passphrase",
    remedy: "Try again: mind capitals and the keyboard layout. Without it, the passwords under it cannot be read.",
  },
  alreadyRunning: {
    title: "Another OBDeck uses the same data",
    remedy: "Go on in its window, or close it first. Two at once would overwrite each other's changes.",
  },
  storage: {
    title: "OBDeck cannot read or write its own data",
    remedy: "Check free space and rights of OBDeck's data folder, then try again.",
  },
  practice: { title: "The practice cluster does not start", remedy: "Close other practice clusters, then try again." },
  internal: {
    title: "OBDeck made a mistake",
    remedy: "Try again. If it stays, copy the report for whoever looks after OBDeck.",
  },
};

export const zh: Record<ErrorCode, ErrorText> = {
  unreachable: {
    title: "主机没有应答",
    remedy: "请检查地址和端口、主机是否开机、obshell 是否已启动（obshell agent start），以及防火墙是否放行该端口。",
  },
  notObshell: {
    title: "有应答，但不是 obshell",
    remedy: "请检查端口：obshell 默认监听 2886。中间的代理也可能代为应答。",
  },
  tooLarge: { title: "应答过大，已截断", remedy: "请确认该地址是 obshell 代理；如果是，请查看代理日志。" },
  keyChanged: {
    title: "代理的密钥与之前见过的不同",
    remedy: "请比对指纹。只有在明确原因时才继续，例如重新安装过 obshell。",
  },
  unauthorized: { title: "代理拒绝了该密码", remedy: "请输入为该代理设置的密码。" },
  certificateNotTrusted: {
    title: "证书不受信任",
    remedy: "请与主机维护人员核对指纹后固定该证书，或提供签发它的证书颁发机构。",
  },
  route: {
    title: "通往主机的路径不可用",
    remedy: "请检查跳板机或代理，其原文见详情。跳板机须能在终端中用 ssh 直接登录，不出现任何询问。",
  },
  readOnly: { title: "该连接为只读", remedy: "没有发送任何内容。如需更改，请降低该连接的防护级别（需说明原因）。" },
  consentNeeded: {
    title: "该连接的防护需要您先确认",
    remedy: "没有发送任何内容。请在对话框中确认，需要时输入名称。",
  },
  underMaintenance: { title: "另一个任务持有维护锁", remedy: "请等待该任务结束；若已失败，请重试或回滚它。" },
  rejected: { title: "代理拒绝了请求", remedy: "请阅读下方代理返回的原文，并修改其中指出的内容。" },
  outcomeUnknown: {
    title: "请求已发送，结果未知",
    remedy: "OBDeck 不会重复发送。代理恢复应答后会立即查询结果。",
  },
  invalid: { title: "请求无效", remedy: "请修改详情中指出的值后再试。" },
  notFound: { title: "该内容已不存在", remedy: "请返回连接列表：它可能已被删除。" },
  clusterGone: { title: "OCP 中已没有该 OBProxy 集群", remedy: "它在此期间已被删除。请返回集群列表并重新读取。" },
  unreadableFile: {
    title: "该文件不能作为任务打开",
    remedy: "详情说明了它是什么。请将 obshell、OCP 或 OBDeck 中一个任务（含步骤）的完整应答保存为一个 JSON 文件。",
  },
  vault: { title: "钥匙串不可用", remedy: "请解锁系统钥匙串后再试。没有钥匙串时，密码只保留到 OBDeck 关闭。" },
  vaultLocked: { title: "密码库已锁定", remedy: "请用口令解锁后再试。在此之前，其中的密码无法使用。" },
  wrongPassphrase: { title: "口令不正确", remedy: "请重试，注意大小写和键盘布局。没有口令就无法读取受其保护的密码。" },
  alreadyRunning: {
    title: "另一个 OBDeck 正在使用同一份数据",
    remedy: "请在那个窗口中继续，或先关闭它。两个同时运行会互相覆盖更改。",
  },
  storage: { title: "OBDeck 无法读写自己的数据", remedy: "请检查 OBDeck 数据目录的剩余空间和权限后再试。" },
  practice: { title: "练习集群无法启动", remedy: "请关闭其他练习集群后再试。" },
  internal: { title: "OBDeck 出错了", remedy: "请再试一次。若仍然如此，请复制报告交给 OBDeck 的维护者。" },
};
