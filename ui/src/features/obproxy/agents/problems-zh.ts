import type { en } from "./problems-en";

export const zh: typeof en = {
  nameMissing: { title: "缺少名称", remedy: "请填写应用所见的名称。" },
  nameInvalid: { title: "名称无效", remedy: "须以字母开头，只含字母、数字和 _。" },
  portInvalid: { title: "“{{port}}”不是有效端口", remedy: "须为 1025 至 65535 的数字。" },
  portEqual: { title: "端口 {{port}} 重复", remedy: "三个端口须各不相同。" },
  portTaken: { title: "端口 {{port}} 已被 {{cluster}} 占用", remedy: "请另选一个。" },
  parameterMissing: { title: "需要 {{name}}", remedy: "请添加并填写值。" },
  parameterDuplicate: { title: "{{name}} 重复", remedy: "请去掉其中一个。" },
  parameterUnknown: { title: "此处不认识 {{name}}", remedy: "请检查拼写。OBProxy 仍可能认识它。" },
  parameterSecret: {
    title: "{{name}}：密码不应作为参数填写",
    remedy: "参数会以明文显示和保存。请去掉它，密码有专门的输入项。",
  },
  parameterIsPort: { title: "{{name}} 是第一步中的端口", remedy: "以那里的值为准：请去掉此项。" },
  parameterInvalid: { title: "{{name}} 无效", remedy: "应为 {{expected}}。" },
  nameless: { title: "有一个参数没有名称", remedy: "请填写，或去掉它。" },
  parameterValueMissing: { title: "{{name}} 没有值", remedy: "请填写，或去掉它。" },
  passwordWeak: { title: "密码不满足某条规则", remedy: "OBProxy 可能拒绝。请设置满足所有规则的密码。" },
  lookUpFailed: { title: "无法读取{{what}}", remedy: "显示的可能是旧数据。请检查连接。" },
  noAgents: { title: "尚未选择 Agent", remedy: "请至少勾选一个。" },
  agentUnknown: { title: "不是此连接的 Agent", remedy: "请去掉它，或将其地址加入该连接。" },
  agentSilent: { title: "没有应答", remedy: "请检查主机和 obshell，或不选它。" },
  agentManages: { title: "已管理一个 OBProxy", remedy: "一个 Agent 最多管理一个。请先删除它，或不选该 Agent。" },
  agentTooOld: { title: "obshell {{version}} 不能管理 OBProxy", remedy: "请将 obshell 升级到 4.2.6 或更高版本。" },
  agentPasswordMissing: {
    title: "缺少 Agent 密码",
    remedy: "这些调用只认 Agent 密码。请在该 Agent 上设置，并提供给此连接。",
  },
  homePathMissing: { title: "缺少主目录", remedy: "请填写主机上存放 bin/obproxy 的目录。" },
  homePathInvalid: { title: "主目录不是绝对路径", remedy: "须以 / 开头。" },
  sourceMissing: { title: "尚未指定集群", remedy: "请列出其服务器、从已知集群获取，或填写配置 URL。" },
  serverMalformed: {
    title: "“{{server}}”不是 ip:端口",
    remedy: "由两部分组成，端口为 SQL 端口：10.10.10.1:2881。此处不填 RPC 端口。",
  },
  urlInvalid: { title: "配置 URL 无效", remedy: "须以 http:// 或 https:// 开头。" },
  proxyroPasswordMissing: {
    title: "缺少 proxyro 的密码",
    remedy: "Agent 会先以 proxyro@sys 登录。只有 proxyro 没有密码时，不填才可行。",
  },
  agentPortsShared: {
    title: "端口 {{port}} 也是 {{other}} 的端口",
    remedy: "两者在同一台主机上：请为其中一个单独指定端口。",
  },
  agentHomeShared: { title: "{{other}} 使用相同的主目录", remedy: "两者在同一台主机上：请为其中一个单独指定目录。" },
};
