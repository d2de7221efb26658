import type { ObproxyParameterInfo } from "../../../ipc/generated";

function info(
  name: string,
  kind: string,
  fallback: string,
  description: string,
  change: Partial<ObproxyParameterInfo> = {},
): ObproxyParameterInfo {
  return {
    name,
    kind,
    default: fallback,
    min: "",
    max: "",
    allowed: [],
    needsRestart: false,
    readOnly: false,
    isStartup: false,
    isPort: false,
    description,
    ...change,
  };
}

/** A part of what OCP knows of OBProxy's parameters. */
export const CATALOGUE: ObproxyParameterInfo[] = [
  info("skip_proxy_sys_private_check", "BOOL", "true", "skip the check of the private address for root@proxysys", {
    isStartup: true,
  }),
  info("work_thread_num", "INT", "128", "number of work threads", {
    min: "1",
    max: "128",
    needsRestart: true,
    isStartup: true,
  }),
  info("enable_strict_kernel_release", "BOOL", "true", "check the kernel release of the host", {
    needsRestart: true,
    isStartup: true,
  }),
  info("stack_size", "CAPACITY", "1MB", "stack of a thread", {
    min: "1MB",
    max: "10MB",
    needsRestart: true,
    isStartup: true,
  }),
  info("listen_port", "INT", "2883", "SQL port", { isStartup: true, isPort: true, needsRestart: true }),
  info("prometheus_listen_port", "INT", "2884", "exporter port", { isStartup: true, isPort: true, needsRestart: true }),
  info("proxy_mem_limited", "CAPACITY", "2GB", "the most memory that the process takes", {
    min: "100MB",
    max: "100GB",
  }),
  info("client_max_connections", "INT", "8192", "the most connections of clients", { min: "0", max: "65535" }),
  info("observer_query_timeout_delta", "TIME", "20s", "added to the query timeout of the server", {
    min: "1s",
    max: "30s",
  }),
  info("log_dir_size_threshold", "CAPACITY", "64GB", "size of the log directory from which files are deleted", {
    min: "256MB",
    max: "1TB",
  }),
  info("syslog_level", "STRING", "INFO", "how much is logged", {
    allowed: ["DEBUG", "TRACE", "INFO", "WARN", "ERROR"],
  }),
  info("proxy_route_policy", "STRING", "", "which replica reads go to", {
    allowed: ["FOLLOWER_FIRST", "FOLLOWER_ONLY"],
  }),
  info("server_routing_mode", "STRING", "oceanbase", "how servers are chosen", { readOnly: true }),
];
