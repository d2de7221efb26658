import type { Explanation } from "../../ipc/generated";
import type { ExplanationText } from "./explain-en";

export const explain: Record<Explanation, ExplanationText> = {
  directoryNotEmpty: {
    short: "目录非空",
    cause: "{{host}} 上的数据或日志目录不是空的。OceanBase 只能在空目录中启动。",
    remedy: "查看目录内容，确认不需要后清空，再重试。",
  },
  directoryNotWritable: {
    short: "目录不可写",
    cause: "{{host}} 上运行 obshell 的用户不能写入数据或日志目录。",
    remedy: "把目录的属主改为运行 obshell 的用户，再重试。",
  },
  observerDidNotStart: {
    short: "observer 未启动",
    cause: "{{host}} 上的 observer 进程没有按时启动。",
    remedy: "查看 Agent 主目录下 log/observer.log 的末尾，解决其中的问题后重试。",
  },
  portInUse: {
    short: "端口被占用",
    cause: "{{host}} 上需要的端口被其他进程占用。",
    remedy: "找到并停止该进程，或回滚后改用其他端口，再重试。",
  },
  notEnoughMemory: {
    short: "内存不足",
    cause: "{{host}} 的可用内存少于 memory_limit 的要求。",
    remedy: "释放内存后重试，或回滚后调低 memory_limit。",
  },
  notEnoughDisk: {
    short: "磁盘不足",
    cause: "{{host}} 的磁盘空间少于 datafile_size 与 log_disk_size 的要求。",
    remedy: "清理磁盘后重试，或回滚后调小这些值。",
  },
  clockSkew: {
    short: "时钟偏差",
    cause: "{{host}} 的时钟与其他主机相差过大。",
    remedy: "在 {{host}} 上校时，并用 chrony 或 NTP 保持同步，再重试。",
  },
  agentLost: {
    short: "Agent 失联",
    cause: "步骤执行期间，{{host}} 上的 Agent 没有响应。",
    remedy: "确认 {{host}} 上的 obshell 正在运行，且其他主机能访问其端口，再重试。",
  },
  versionMismatch: {
    short: "版本不一致",
    cause: "{{host}} 上的 obshell 或 OceanBase 版本与 MASTER 不同。",
    remedy: "在所有主机上安装相同版本，然后继续。",
  },
  wrongPassword: {
    short: "密码错误",
    cause: "Agent 没有接受所给的密码。",
    remedy: "回到向导，重新输入 {{host}} 的 Agent 密码，然后继续。",
  },
  underMaintenance: {
    short: "运维锁被占用",
    cause: "另一个任务持有 {{host}} 的运维锁。",
    remedy: "等待该任务结束，或对其重试、回滚，然后继续。",
  },
  rootServiceList: {
    short: "RootService 列表",
    cause: "RootService 列表没有为每个 Zone 指定一台端口正确的服务器。",
    remedy: "回滚后改正或留空该列表，再重新开始。",
  },
  queryTimeout: {
    short: "查询超时",
    cause: "数据库没有按时响应 {{host}}。常见原因是时钟偏差、磁盘慢或网络慢。",
    remedy: "比较各主机的时钟，查看磁盘负载，再重试。",
  },
  keyChanged: {
    short: "Agent 密钥已变",
    cause: "{{host}} 上的 Agent 出示的密钥与您信任的不同。没有再向它发送任何内容。",
    remedy: "查明密钥变化的原因，确认后再到向导中信任新密钥。",
  },
  outcomeUnknown: {
    short: "结果未知",
    cause: "{{host}} 的应答丢失，不知道调用是否已执行。",
    remedy: "点击继续：OBDeck 会先读取现状，已完成的不会重复执行。",
  },
  wrongIdentity: {
    short: "身份不符",
    cause: "{{host}} 以目前的身份不接受这个调用：{{message}}",
    remedy: "查看集群视图中的身份。已完成的无需重复。",
  },
  noMaster: {
    short: "没有 MASTER",
    cause: "{{host}} 不知道或无法连接它的 MASTER。",
    remedy: "恢复 MASTER 后继续。",
  },
  agentUnknown: {
    short: "未知 Agent",
    cause: "调用中的 Agent 不属于 {{host}} 所在的组。",
    remedy: "检查 Agent 列表和地址后重试。",
  },
  alreadyMember: {
    short: "已是成员",
    cause: "该 Agent 已属于这个组。",
    remedy: "无需操作，请查看集群视图。",
  },
  peerRefused: {
    short: "被其他 Agent 拒绝",
    cause: "{{host}} 询问了另一个 Agent，被拒绝：{{message}}",
    remedy: "按对方的说明处理后重试。",
  },
  databaseUnavailable: {
    short: "数据库不可用",
    cause: "{{host}} 上的 Agent 没有可用的 OBServer 连接。",
    remedy: "启动 OBServer 或等待其可用后重试。",
  },
  takeOverMismatch: {
    short: "版本或端口不一致",
    cause: "接管、重建或升级 {{host}} 需要其他版本或端口：{{message}}",
    remedy: "安装与集群相同的版本并使用相同端口后重试。",
  },
  packageMissing: {
    short: "缺少安装包",
    cause: "{{host}} 上缺少安装包或二进制文件。",
    remedy: "放置消息中所说的安装包后重试。",
  },
  maintainerMissing: {
    short: "没有维护者",
    cause: "目前没有 Agent 负责集群的任务。",
    remedy: "稍等一分钟，集群会另选一个，然后重试。",
  },
  clusterIdInvalid: {
    short: "集群 ID 无效",
    cause: "集群 ID 不是正整数。",
    remedy: "在向导中修改 ID。",
  },
  clusterNameEmpty: {
    short: "缺少集群名",
    cause: "集群没有名称。",
    remedy: "在向导中填写名称。",
  },
  clusterAlreadyInitialized: {
    short: "已初始化",
    cause: "集群已经存在。",
    remedy: "要增加主机，请扩容。",
  },
  clusterNotInitialized: {
    short: "未初始化",
    cause: "集群尚不存在，或该主机从未运行过 OBServer。",
    remedy: "请先初始化集群。",
  },
  scopeInvalid: {
    short: "范围无效",
    cause: "Agent 不认识该调用的范围。",
    remedy: "请选择整个集群、Zone 或服务器。",
  },
  passwordUnreadable: {
    short: "密码无法解密",
    cause: "root 密码经由 FOLLOWER 转发时无法解密。",
    remedy: "直接连接 MASTER 后重试。",
  },
  stopModeConflict: {
    short: "模式冲突",
    cause: "停止只能是强制或终止之一，不能同时使用。",
    remedy: "请选择其中一种。",
  },
  forceStopRequired: {
    short: "只能强制停止",
    cause: "{{host}} 的 OBServer 不可用，经由它只能强制停止。",
    remedy: "换一台主机，或强制停止。",
  },
  stopModeNeeded: {
    short: "需要选择模式",
    cause: "整个集群不能只停止服务，必须停止进程。",
    remedy: "请选择终止；其他方式都不行时再用强制。",
  },
  majorityMissing: {
    short: "缺少多数派",
    cause: "剩余副本太少，无法形成多数派。",
    remedy: "请先恢复其他成员。",
  },
  scaleOutHigherVersion: {
    short: "版本更高",
    cause: "该主机的版本高于集群：{{message}}",
    remedy: "在该主机安装集群的版本，或先升级集群。",
  },
  scaleOutLowerVersion: {
    short: "版本更低",
    cause: "该主机的版本对集群来说太低：{{message}}",
    remedy: "在该主机安装集群的版本后重试。",
  },
  operationTimedOut: {
    short: "超时",
    cause: "集群未在规定时间内完成变更，可能仍在进行。",
    remedy: "查看服务器状态后重试。",
  },
  freezeTimedOut: {
    short: "转储超时",
    cause: "停止前的转储未按时完成。",
    remedy: "集群空闲时重试，或强制停止：重启时会回放日志。",
  },
  zoneUnknown: {
    short: "未知 Zone",
    cause: "集群没有这个 Zone。",
    remedy: "检查 Zone 名称。",
  },
  zoneNotEmpty: {
    short: "Zone 不为空",
    cause: "该 Zone 中仍有租户的资源单元。",
    remedy: "将租户的资源单元迁出后重试。",
  },
  removesItself: {
    short: "会移除自身",
    cause: "Agent 不会将自身或自身所在的 Zone 移出集群。",
    remedy: "请使用其他 Zone 的 Agent。",
  },
  zoneNameEmpty: {
    short: "缺少 Zone 名",
    cause: "调用没有指定 Zone。",
    remedy: "请填写 Zone 名称。",
  },
  anotherZoneStopped: {
    short: "另一个 Zone 已停止",
    cause: "另一个 Zone 已停止服务，同时停止两个可能失去多数派。",
    remedy: "请先启动那里已停止的部分。",
  },
  observerCheckFailed: {
    short: "检查失败",
    cause: "Agent 无法判断 {{host}} 上的 OBServer 是否在运行。",
    remedy: "在主机上查看进程后重试。",
  },
  observerNeverStarted: {
    short: "从未启动",
    cause: "{{host}} 上的 OBServer 从未启动过。",
    remedy: "初始化集群，或将集群扩容到该主机。",
  },
  observerUnavailable: {
    short: "OBServer 不可用",
    cause: "{{host}} 上的 OBServer 不提供服务。",
    remedy: "启动它，或查看 log/observer.log 后重试。",
  },
  serverNotDeleting: {
    short: "不在删除中",
    cause: "该服务器已不在删除中：有人撤销了删除。",
    remedy: "查看服务器状态，然后回滚或重新开始。",
  },
  pythonMissing: {
    short: "缺少 Python",
    cause: "{{host}} 上缺少 Python 或其模块。",
    remedy: "安装消息中所说的内容后重试。",
  },
  proxyDidNotStart: {
    short: "obproxy 不健康",
    cause: "{{host}} 上的 obproxy 未能按时正常启动。它以 proxyro 访问集群，因此密码错误也会导致此问题。",
    remedy: "核对 proxyro 密码与集群是否一致，查看 obproxy 主目录下的 log/obproxy.log，再重试。",
  },
  proxyDidNotStop: {
    short: "obproxy 未停止",
    cause: "{{host}} 上的 obproxy 未能按时停止。",
    remedy: "在主机上查看其进程，再重试。",
  },
  proxyManaged: {
    short: "已有 OBProxy",
    cause: "{{host}} 上的 Agent 已管理一个 OBProxy，不能再管理第二个。",
    remedy: "选择其他 Agent，或先删除该 OBProxy。",
  },
  proxyNotThere: {
    short: "没有 OBProxy",
    cause: "{{host}} 上的 Agent 没有管理正在运行的 OBProxy：{{message}}",
    remedy: "添加一个，或启动已有的。",
  },
  proxyVersion: {
    short: "版本不可用",
    cause: "该 OBProxy 版本不可用：{{message}}",
    remedy: "使用 4.0.0 及以上、且高于当前版本的软件包。",
  },
  proxyPackageName: {
    short: "软件包被拒绝",
    cause: "该软件包不是 OBProxy：{{message}}",
    remedy: "上传名称以 obproxy 开头的软件包。",
  },
  proxySource: {
    short: "来源不明确",
    cause: "Agent 需要 RS 列表或 Config URL 之一。",
    remedy: "在向导中填写其中一个。",
  },
  ocpCommandMissing: {
    short: "缺少命令",
    cause: "{{host}} 上没有 OCP 需要的命令。",
    remedy: "安装消息中提到的命令（nc 属于 nmap-ncat 包），或在 OCP 中对主机做标准化，再重试。",
  },
  ocpProcessOnHost: {
    short: "进程已存在",
    cause: "{{host}} 上有不应存在的进程，多为另一个 obproxy。",
    remedy: "停止该进程后重试，或回滚后改用其他主机或端口。",
  },
  ocpProxyUnreachable: {
    short: "OCP 无法登录 OBProxy",
    cause: "OCP 无法登录 {{host}} 上的 OBProxy：它未运行、密码不同，或不接受 OCP 的地址。",
    remedy: "将启动参数 skip_proxy_sys_private_check 设为 true，并确认磁盘未满，再重试。",
  },
  ocpProxyroPassword: {
    short: "proxyro 密码不一致",
    cause: "proxyro 的密码与 OceanBase 集群中的不一致。",
    remedy: "在所有关联集群与 OCP 密码箱中统一 proxyro 的密码，再重试。",
  },
  ocpHostTaken: {
    short: "主机已占用",
    cause: "OCP 在 {{host}} 上已有 OBProxy。",
    remedy: "选择其他主机，或先移除该 OBProxy。",
  },
  ocpDirectoryNotEmpty: {
    short: "目录非空",
    cause: "{{host}} 上的安装目录不是空的，多为之前回滚后的残留。",
    remedy: "查看目录内容，确认不需要后清空，再重试。",
  },
  ocpDirectoryNotWritable: {
    short: "目录不可写",
    cause: "OCP 在 {{host}} 上使用的用户不能写入目录。",
    remedy: "把消息中目录的属主改为该用户（通常为 admin），再重试。",
  },
  ocpVersion: {
    short: "版本不匹配",
    cause: "OBProxy、OceanBase 与 OCP 的版本不匹配：{{message}}",
    remedy: "选择其他软件包。",
  },
  ocpNameTaken: {
    short: "名称已占用",
    cause: "OCP 中已有同名对象。",
    remedy: "换一个名称。",
  },
  ocpInvalidParameter: {
    short: "取值被拒绝",
    cause: "OCP 不接受某个值：{{message}}",
    remedy: "改正后再试。",
  },
  ocpParameterReadOnly: {
    short: "只读参数",
    cause: "OCP 不允许修改该参数。",
    remedy: "去掉该参数后再试。",
  },
  ocpPasswordFormat: {
    short: "密码不合规",
    cause: "密码不符合 OCP 的规则。",
    remedy: "大写字母、小写字母、数字和符号 . _ + @ # $ % 各至少两个。",
  },
  ocpState: {
    short: "当前不可执行",
    cause: "当前状态下不能执行：{{message}}",
    remedy: "等正在进行的操作结束，刷新状态后再试。",
  },
  ocpGone: {
    short: "已不存在",
    cause: "OCP 中已没有该对象：{{message}}",
    remedy: "刷新列表：可能已被他人移除。",
  },
  ocpRightMissing: {
    short: "缺少权限",
    cause: "OCP 用户没有权限：{{message}}",
    remedy: "请 OCP 管理员授予权限（OBPROXY_MANAGER；任务为 TASK_MANAGER），或换用其他用户。",
  },
  ocpLoginRefused: {
    short: "登录被拒绝",
    cause: "OCP 拒绝登录：{{message}}",
    remedy: "在连接中改正。在此之前不再发送请求，因为多次失败会锁定账号。",
  },
  ocpUnreachable: {
    short: "无法连接 OCP",
    cause: "OCP 没有应答。",
    remedy: "确认 OCP 正在运行且地址正确。恢复应答后 OBDeck 会自动继续。",
  },
  ocpInterrupted: {
    short: "任务中断",
    cause: "任务运行期间 OCP 被重启或升级。",
    remedy: "重试。旧版本的任务可能需要重新发起。",
  },
  other: { short: "", cause: "{{message}}", remedy: "查看右侧日志中的错误行，了解当时做了什么，再重试或回滚。" },
};
