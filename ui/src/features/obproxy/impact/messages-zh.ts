import type { ObproxyFindingCode } from "../../../ipc/generated";
import type { en, FindingText } from "./messages-en";

const finding: Record<ObproxyFindingCode, FindingText> = {
  connectionsDrop: { title: "客户端连接将断开：{{servers}}", body: "通过它连接的客户端会被断开，须重新连接。" },
  nobodyServes: { title: "{{cluster}} 将没有可服务的节点", body: "在有节点重新运行之前，使用其地址的客户端无法连接。" },
  notRunning: { title: "未在运行：{{server}} {{status}}", body: "它可能拒绝，或无事可做。" },
  serverBusy: { title: "{{server}} 上有操作正在进行", body: "一次只能进行一项：请等待其结束，或回滚。" },
  serverGone: { title: "{{server}} 已不存在", body: "它在此期间已被移除。请重新读取列表。" },
  clusterGone: { title: "该 OBProxy 集群已不存在", body: "它在此期间已被删除。" },
  hostUnfit: { title: "{{host}} 不能安装 OBProxy", body: "原因：{{reason}}。" },
  portInvalid: { title: "{{value}} 不是有效端口", body: "须为 1025 至 65535 的数字。" },
  notNewer: { title: "{{version}} 不比 {{present}} 新", body: "只能升级到更高的版本。" },
  packageUnfit: { title: "{{package}} 不适用于 {{architecture}}", body: "请选择适用于这些主机的软件包。" },
  packageMisfit: { title: "{{package}} 不合适", body: "原因：{{reason}}。" },
  rsListLink: { title: "RS_LIST 始终只有一个链接", body: "既不能增加，也不能移除。" },
  alreadyLinked: { title: "{{cluster}} 已有链接", body: "不会有任何变化。" },
  parameterReadOnly: { title: "{{name}} 只读", body: "请去掉它。" },
  parameterOutOfRange: { title: "{{name}} 超出范围", body: "允许 {{min}} 至 {{max}}。" },
  parameterNeedsRestart: { title: "{{name}} 重启后生效", body: "在此之前，节点继续使用旧值。" },
  parameterSecret: { title: "{{name}}：密码不应作为参数填写", body: "参数会以明文显示和保存。请去掉它。" },
  lookUpFailed: {
    title: "未检查：无法从 OCP 读取参数",
    body: "无法确认取值是否允许、是否需要重启才能生效。请重新读取。",
  },
  linkNameTwice: {
    title: "有多个已链接的集群名为 {{cluster}}：{{ids}}",
    body: "OCP 只按名称处理：指向它们的链接会一并移除。",
  },
  undocumented: {
    title: "没有文档描述 {{path}}",
    body: "该版本可能没有此接口。若没有，则不会发生任何事，并显示拒绝的原文。",
  },
  filesDeleted: {
    title: "{{agent}} 将清空 {{path}}",
    body: "其中的 etc、log、run、bin 和 lib 目录连同程序本身都会被删除，无法恢复。",
  },
  agentSilent: { title: "{{agent}} 没有应答", body: "在它应答之前，无法在那里进行任何操作。" },
  notManaged: { title: "{{agent}} 没有管理 OBProxy", body: "那里无事可做。" },
  managedUnknown: {
    title: "不知道 {{agent}} 是否管理 OBProxy",
    body: "尚未询问，或它没有说明。调用仍会发送，若被拒绝则显示原文。",
  },
  agentPasswordMissing: {
    title: "缺少 {{agent}} 的 Agent 密码",
    body: "这些调用只认 Agent 密码。请为该连接提供；若尚未设置，请先设置。",
  },
  packageNotUploaded: {
    title: "未从此处向 {{agent}} 上传过 {{version}}",
    body: "若没有该软件包，任务会在“Download obproxy pkg from sqlite”失败。除非已存在，否则请先上传。",
  },
  nothingChosen: { title: "尚未选择", body: "请至少勾选一项。" },
};

export const zh: typeof en = {
  finding,
  findings: "检查结果",
  verdict: { pass: "正常", warn: "警告", fail: "阻止", unknown: "未知", pending: "尚未知" },
  reading: "正在读取影响",
  failed: "无法读取影响",
  blocked: "不能执行：{{title}}",
  tick_one: "还有 {{count}} 条警告未勾选",
  tick_other: "还有 {{count}} 条警告未勾选",
  type: "输入 {{name}} 以确认",
  typeMissing: "尚未输入“{{name}}”",
  steps_one: "接下来的 {{count}} 个步骤",
  steps_other: "接下来的 {{count}} 个步骤",
  several_one: "{{count}} 个",
  several_other: "{{count}} 个",
  homeUnknown: "其主目录",
};
