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
    cause: "{{host}} 上 observer 需要的端口被其他进程占用。",
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
    remedy: "点击继续：OBDeck 会先读取 Agent，已完成的不会重复执行。",
  },
  notMaster: {
    short: "不是 MASTER",
    cause: "{{host}} 已不是 MASTER，不接受这个调用。",
    remedy: "在向导中查看各 Agent 的身份，然后继续。",
  },
  other: { short: "", cause: "{{message}}", remedy: "查看右侧日志中的错误行，了解 Agent 做了什么，再重试或回滚。" },
};
