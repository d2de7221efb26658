import type { en } from "./problem-messages-en";

const problemsZh: (typeof en)["problem"] = {
  noHosts: { title: "列表中没有主机", remedy: "请粘贴一个或多个 Agent 的地址。" },
  addressMalformed: {
    title: "这不是 IP 地址",
    remedy: "请写成 ip、ip:port 或 [v6]:port。不能用主机名：Agent 之间以 IP 地址互认。",
  },
  addressPortInvalid: { title: "端口无效", remedy: "请使用 1 到 65535 的端口；obshell 默认监听 2886。" },
  addressDuplicate: { title: "该地址已在第 {{other}} 行", remedy: "请删除其中一行。" },
  hostNotProbed: { title: "尚未检查该主机", remedy: "请重新检查，或等待其应答。" },
  hostUnreachable: {
    title: "主机没有应答",
    remedy: "请检查地址、obshell 是否已启动（obshell agent start），以及防火墙是否放行该端口。",
  },
  hostNotObshell: { title: "有应答，但不是 obshell", remedy: "请检查端口。obshell 默认监听 2886。" },
  certificateNotTrusted: {
    title: "Agent 提供的证书不受信任",
    remedy: "请将其指纹 {{offered}} 与主机上的比对，然后在访问方式中信任它。",
  },
  routeUnreachable: {
    title: "通往该主机的路径不通",
    remedy: "代理或跳板机的回答：{{detail}}",
  },
  hostNotSingle: {
    title: "Agent 身份是 {{identity}}，不是 SINGLE：它已属于某个集群",
    remedy: "请将其移出列表，或先从原集群中移除。",
  },
  hostAlreadyJoined: {
    title: "Agent 已是这些主机所组成的组的 {{identity}}",
    remedy: "OBDeck 会从该处继续，跳过已经完成的调用。",
  },
  hostAddressDiffers: {
    title: "Agent 自认的地址是 {{own}}",
    remedy: "请在此使用 {{own}}：其他 Agent 必须以该地址访问它。",
  },
  obshellVersionDiffers: {
    title: "此处 obshell 为 {{version}}，多数主机为 {{most}}",
    remedy: "请在所有主机安装相同的 obshell，然后重新检查。",
  },
  obVersionDiffers: {
    title: "此处 OceanBase 为 {{version}}，多数主机为 {{most}}",
    remedy: "请在所有主机安装相同的 OceanBase 包，然后重新检查。",
  },
  obVersionMissing: { title: "Agent 找不到 observer", remedy: "请在 Agent 的主目录安装 OceanBase 包，然后重新检查。" },
  architectureDiffers: {
    title: "此处为 {{architecture}}，多数主机为 {{most}}",
    remedy: "同一集群的主机架构必须一致，请将该主机移出列表。",
  },
  clockOffset: {
    title: "时钟偏差 {{offsetMs}} 毫秒",
    remedy: "请校准时钟（sudo chronyc -a makestep）后重新检查。上限为 {{limitMs}} 毫秒。",
  },
  keyChanged: { title: "Agent 的密钥与之前见过的不同", remedy: "请比对指纹，仅在明确原因时才信任新密钥。" },
  keyShort: {
    title: "Agent 的密钥只有 {{bits}} 位",
    remedy: "能截获流量的人可以破解它。较新的 obshell 会生成更长的密钥。",
  },
  agentPasswordNeeded: { title: "Agent 需要密码", remedy: "请输入为该 Agent 设置的密码。" },
  agentPasswordWrong: { title: "Agent 拒绝了该密码", remedy: "请更换为该 Agent 设置的密码。" },
  acceptsBareCalls: {
    title: "Agent 会应答完全不带密码的调用",
    remedy: "这是测试用的构建。存放真实数据之前，请安装 obshell 的正式版本。",
  },
  agentOpen: {
    title: "Agent 没有密码",
    remedy: "在它属于有密码的集群之前，任何能访问其端口的人都可以操作它。请先设置密码。",
  },
  hostUnderMaintenance: { title: "有任务持有该 Agent 的运维锁", remedy: "请等待该任务结束，然后重新检查。" },
  zoneMissing: { title: "缺少 zone", remedy: "请填写 zone，例如 zone1。" },
  zoneNameInvalid: { title: "zone 名称无效", remedy: "以字母开头，其后可用字母、数字、_ 和 -，最多 64 个字符。" },
  zoneCountEven: { title: "{{count}} 个 zone 在一半故障时没有多数派", remedy: "请使用奇数个 zone，多数集群用三个。" },
  zonesUneven: { title: "各 zone 大小不同（{{counts}}）", remedy: "请让每个 zone 的主机数相同。" },
  clusterIdInvalid: { title: "集群 ID 无效", remedy: "请使用 1 到 2147483647 的整数。" },
  clusterNameMissing: { title: "集群没有名称", remedy: "请命名；名称在集群的整个生命周期内不变。" },
  clusterNameInvalid: { title: "集群名称无效", remedy: "以字母开头，其后可用字母、数字、_ 和 -，最多 64 个字符。" },
  rootPasswordMissing: { title: "缺少 root 密码", remedy: "请设置 root@sys 的密码，或生成一个。" },
  rootPasswordWeak: {
    title: "root 密码不符合 OceanBase 的规则",
    remedy: "请换成符合全部规则的密码，否则 OceanBase 可能中途拒绝。",
  },
  proxyroPasswordMissing: { title: "缺少 proxyro 密码", remedy: "请设置密码，或关闭 proxyro 用户。" },
  parameterNameMissing: { title: "参数没有名称", remedy: "请填写名称或删除该行。" },
  parameterNameInvalid: {
    title: "{{name}} 不是参数名",
    remedy: "名称只能包含字母、数字和 _，否则 Agent 会直接丢弃它。",
  },
  parameterNameReserved: { title: "{{name}} 由 Agent 自行设置", remedy: "请删除该行。" },
  parameterUnknown: { title: "OBDeck 不认识 {{name}}", remedy: "请检查拼写：observer 遇到不认识的参数无法启动。" },
  parameterDuplicate: { title: "{{name}} 在同一范围内设置了两次", remedy: "请删除其中一行。" },
  parameterValueMissing: { title: "{{name}} 没有值", remedy: "请填写值或删除该行。" },
  parameterValueComma: { title: "{{name}} 的值含有逗号", remedy: "请去掉：逗号之后的内容会变成另一个启动选项。" },
  parameterValueInvalid: { title: "{{name}} 的值无效", remedy: "应为：{{expected}}。" },
  parameterScopeUnknown: { title: "{{target}} 不在主机列表中", remedy: "请删除该行，或将该 zone 或主机加回列表。" },
  portConflict: {
    title: "端口 {{port}} 在该主机上重复使用，另一处为 {{other}}",
    remedy: "请为同一主机上的每个服务器分配各自的端口。",
  },
  memoryShort: {
    title: "memory_limit 为 {{needed}}，可用内存只有 {{available}}",
    remedy: "请调低 memory_limit，或在该主机释放内存后重新检查。",
  },
  systemMemoryTooLarge: {
    title: "system_memory {{systemMemory}} 占去了 memory_limit {{memoryLimit}} 的大部分",
    remedy: "请调低 system_memory 或调高 memory_limit。",
  },
  diskShort: {
    title: "数据和日志需要 {{needed}}，最大磁盘剩余 {{available}}",
    remedy: "请调低 datafile_size 或 log_disk_size，或改用其他目录。",
  },
  openFilesLow: {
    title: "Agent 只能打开 {{value}} 个文件，需要 {{limit}}",
    remedy: "请在 /etc/security/limits.conf 调高 nofile，然后重启 Agent：限制在启动时读取。",
  },
  processesLow: {
    title: "Agent 只能启动 {{value}} 个进程，需要 {{limit}}",
    remedy: "请在 /etc/security/limits.conf 调高 nproc，然后重启 Agent：限制在启动时读取。",
  },
  portsAnswer: {
    title: "端口 {{ports}} 上已有程序应答",
    remedy: "停止占用端口的程序或换用其他端口，然后重新检查该主机。",
  },
  resourcesUnknown: { title: "{{zones}} 的内存、磁盘与资源限制未知", remedy: "输入 agent 密码后即可读取。" },
  clusterUnknown: { title: "尚不了解该集群", remedy: "请先联系该连接；检查需要它的版本与 Zone 信息。" },
  clusterLocked: { title: "集群正在维护：{{task}}", remedy: "请先完成、回滚或跳过该任务，在此之前无法开始其他维护。" },
  masterMissing: { title: "没有 MASTER 应答", remedy: "先让第一个 agent 加入自身，或联系拥有 MASTER 的连接。" },
  hostIsMember: { title: "该 agent 已在此集群中", remedy: "请从列表中移除。" },
  obVersionHigher: {
    title: "此处 OceanBase 为 {{version}}，集群为 {{cluster}}",
    remedy: "不能加入更新版本的服务器。请先升级集群，或在该主机安装 {{cluster}}。",
  },
  obVersionLower: {
    title: "此处 OceanBase 为 {{version}}，集群为 {{cluster}}",
    remedy: "请在该主机安装 {{cluster}}，然后重新检查。",
  },
  obshellVersionLower: {
    title: "此处 obshell 为 {{version}}，集群为 {{cluster}}",
    remedy: "扩容时会先将其升级，耗时更长。",
  },
  zoneIsNew: {
    title: "{{zone}} 是新的 Zone",
    remedy: "将为该服务器创建并启动此 Zone。修改租户的 locality 后租户才会使用它。",
  },
  masterPasswordNeeded: { title: "MASTER 设有 agent 密码", remedy: "请在连接中输入，加入时需要。" },
};

const reasonsZh: (typeof en)["reason"] = {
  smallestMemory: "最小的主机 {{host}} 可用 {{available}}",
  smallestDisk: "最小的磁盘在 {{host}}，剩余 {{free}}",
  threeTimesMemory: "memory_limit {{memoryLimit}} 的三倍（磁盘允许时）",
  shareOfMemory: "memory_limit {{memoryLimit}} 的八分之一",
  sharedAddress: "{{host}} 上有多个服务器",
};

export const zh: typeof en = { problem: problemsZh, reason: reasonsZh };
