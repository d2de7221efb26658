/** Start options that are often needed, each with the value it is needed with. */
export const SUGGESTED = [
  { name: "skip_proxy_sys_private_check", value: "true" },
  { name: "enable_strict_kernel_release", value: "false" },
  { name: "proxy_mem_limited", value: "2G" },
  { name: "work_thread_num", value: "8" },
] as const;
