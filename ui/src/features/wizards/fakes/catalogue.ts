import type { ParameterCatalogue } from "../../../ipc/generated";

export const CATALOGUE: ParameterCatalogue = {
  parameters: [
    { name: "mysql_port", kind: "port", default: "2881", common: true },
    { name: "rpc_port", kind: "port", default: "2882", common: true },
    { name: "memory_limit", kind: "capacity", default: "", common: true },
    { name: "system_memory", kind: "capacity", default: "", common: true },
    { name: "datafile_size", kind: "capacity", default: "", common: true },
    { name: "log_disk_size", kind: "capacity", default: "", common: true },
    { name: "data_dir", kind: "path", default: "<home>/store", common: true },
    { name: "redo_dir", kind: "path", default: "= data_dir", common: true },
    { name: "cpu_count", kind: "integer", default: "0", common: false },
    { name: "syslog_level", kind: "text", default: "WDIAG", common: false },
    { name: "enable_syslog_recycle", kind: "text", default: "True", common: false },
    { name: "max_syslog_file_count", kind: "integer", default: "4", common: false },
  ],
};
