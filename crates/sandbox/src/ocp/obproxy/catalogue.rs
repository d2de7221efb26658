//! The parameters of OBProxy.

use serde_json::{Value, json};

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub kind: Kind,
    /// Least and greatest, or the words that are allowed, comma-joined; empty: any.
    pub range: &'static str,
    pub default: &'static str,
    pub needs_restart: bool,
    pub is_readonly: bool,
    pub description: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Bool,
    Int,
    Double,
    Time,
    Capacity,
    Moment,
    Text,
    Words,
}

use Kind::{Bool, Capacity, Double, Int, Moment, Text, Time, Words};

const GIGABYTE: f64 = 1_073_741_824.0;
const LIVE: bool = false;
const RESTART: bool = true;

/// All of them.
pub static ALL: [Parameter; 32] = [
    one("app_name", Text, "", "undefined", RESTART, "name of the application"),
    one("automatic_match_work_thread", Bool, "", "true", RESTART, "work threads as many as CPUs"),
    one("block_thread_num", Int, "1,4", "1", RESTART, "threads for blocking work, [1, 4]"),
    one("enable_cpu_topology", Bool, "", "false", RESTART, "bind threads to CPUs"),
    one("enable_metadb_used", Bool, "", "true", RESTART, "use MetaDB"),
    one("enable_strict_kernel_release", Bool, "", "true", RESTART, "run on known kernels only"),
    one("listen_port", Int, "1025,65535", "2883", RESTART, "obproxy listen port, (1024, 65536)"),
    one("local_bound_ip", Text, "", "0.0.0.0", RESTART, "local bound ip"),
    one("net_accept_threads", Int, "0,8", "2", RESTART, "net accept threads num, [0, 8]"),
    one("prometheus_listen_port", Int, "1025,65535", "2884", RESTART, "port of the exporter, (1024, 65536)"),
    one("proxy_id", Int, "0,255", "0", RESTART, "id of the proxy in its cluster, [0, 255]"),
    one("proxy_service_mode", Words, "client,server", "client", RESTART, "service mode: client, server"),
    one("skip_proxy_sys_private_check", Bool, "", "true", RESTART, "root@proxysys from any address"),
    one("stack_size", Capacity, "1MB,10MB", "1MB", RESTART, "stack of a thread, [1MB, 10MB]"),
    one("task_thread_num", Int, "1,4", "2", RESTART, "task threads num, [1, 4]"),
    one("work_thread_num", Int, "1,128", "128", RESTART, "work threads num, [1, 128]"),
    one(
        "proxy_mem_limited",
        Capacity,
        "100MB,100GB",
        "2GB",
        LIVE,
        "memory limit of the proxy, [100MB, 100GB]",
    ),
    one("client_max_connections", Int, "0,65535", "8192", LIVE, "connections of clients, [0, 65535]"),
    one(
        "enable_client_connection_lru_disconnect",
        Bool,
        "",
        "false",
        LIVE,
        "eliminate the oldest connection",
    ),
    one("hot_upgrade_failure_retries", Int, "1,20", "5", LIVE, "hot upgrade failure retries, [1, 20]"),
    one("log_dir_size_threshold", Capacity, "256MB,1TB", "64GB", LIVE, "size of all logs, [256MB, 1T]"),
    one("log_file_percentage", Int, "0,100", "80", LIVE, "how full the disk may be, [0, 100]"),
    one(
        "monitor_log_level",
        Words,
        "DEBUG,TRACE,INFO,WARN,USER_ERR,ERROR",
        "INFO",
        LIVE,
        "level of the monitor log",
    ),
    one("net_config_poll_timeout", Time, "0us,1d", "1ms", LIVE, "epoll_wait timeout, [0, +inf]"),
    one("proxy_info_check_interval", Time, "1s,1h", "60s", LIVE, "proxy info check task interval, [1s, 1h]"),
    one("proxy_route_policy", Text, "", "", LIVE, "route policy"),
    one("server_tcp_keepidle", Int, "0,7200", "0", LIVE, "tcp keepalive idle time, in seconds"),
    one("slow_query_time_threshold", Time, "0s,30d", "500ms", LIVE, "slow query time threshold, [0s, 30d]"),
    one("sqlaudit_mem_ratio", Double, "0.0,0.8", "0.1", LIVE, "share of memory for the SQL audit, [0, 0.8]"),
    one("statistics_clean_time", Moment, "", "02:00", LIVE, "when statistics are cleaned"),
    fixed("cluster_name", Text, "", "name of the OceanBase cluster"),
    fixed("current_local_config_version", Int, "0", "version of the local configuration"),
];

/// The parameter `name`.
pub fn find(name: &str) -> Option<&'static Parameter> {
    ALL.iter().find(|parameter| parameter.name == name)
}

impl Parameter {
    /// What is wrong with `value`; `None`: nothing.
    pub fn fault_of(&self, value: &str) -> Option<String> {
        let name = self.name;
        let odd = || Some(format!("{value} is no value for {name}."));
        match self.kind {
            Bool => {
                if ["true", "false"].contains(&value.to_lowercase().as_str()) {
                    None
                } else {
                    odd()
                }
            }
            Text => None,
            Moment => {
                let parts =
                    value.split_once(':').map(|(hour, minute)| (hour.parse::<u8>(), minute.parse::<u8>()));
                if matches!(parts, Some((Ok(0..24), Ok(0..60)))) { None } else { odd() }
            }
            Words => {
                if self.range.split(',').any(|word| word == value) {
                    None
                } else {
                    odd()
                }
            }
            Int | Double | Time | Capacity => {
                let Some(measured) = self.measure(value) else { return odd() };
                let (least, greatest) = self.range.split_once(',').unwrap_or_default();
                let fits = self.measure(least).is_none_or(|least| measured >= least)
                    && self.measure(greatest).is_none_or(|greatest| measured <= greatest);
                let message = || format!("{name} must be between {least} and {greatest}.");
                (!fits).then(message)
            }
        }
    }

    /// As the catalogue tells of it.
    pub fn view(&self, id: usize, version: &str) -> Value {
        let (least, greatest) = match self.kind {
            Bool => ("false", "true"),
            Words => ("", ""),
            Int | Double | Time | Capacity | Moment | Text => self.range.split_once(',').unwrap_or_default(),
        };
        json!({
            "allowedStringValues": format!("[{}]", self.range), "defaultValue": self.default,
            "description": self.description, "explanation": null, "id": id + 196, "maxValue": greatest,
            "minValue": least, "name": self.name, "needRestart": self.needs_restart, "readonly": self.is_readonly,
            "type": self.kind.word(), "version": version,
        })
    }

    fn measure(&self, text: &str) -> Option<f64> {
        let units: &[(&str, f64)] = match self.kind {
            Time => &[("us", 1.0), ("ms", 1e3), ("s", 1e6), ("m", 6e7), ("h", 3.6e9), ("d", 8.64e10)],
            Capacity => &[
                ("B", 1.0),
                ("KB", 1024.0),
                ("MB", 1_048_576.0),
                ("GB", GIGABYTE),
                ("TB", GIGABYTE * 1024.0),
            ],
            Int => return text.parse::<i32>().ok().map(f64::from),
            Double => return text.parse().ok(),
            Bool | Moment | Text | Words => return None,
        };
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, unit) = text.split_at(end);
        let number: u32 = digits.parse().ok()?;
        let found = units.iter().find(|(word, _)| word.eq_ignore_ascii_case(unit))?;
        Some(f64::from(number) * found.1)
    }
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Bool => "BOOL",
            Int => "INT",
            Double => "DOUBLE",
            Time => "TIME",
            Capacity => "CAPACITY",
            Moment => "MOMENT",
            Text => "STRING",
            Words => "STRING_LIST",
        }
    }
}

const fn one(
    name: &'static str,
    kind: Kind,
    range: &'static str,
    default: &'static str,
    needs_restart: bool,
    description: &'static str,
) -> Parameter {
    Parameter { name, kind, range, default, needs_restart, is_readonly: false, description }
}

const fn fixed(
    name: &'static str,
    kind: Kind,
    default: &'static str,
    description: &'static str,
) -> Parameter {
    let (needs_restart, is_readonly) = (false, true);
    Parameter { name, kind, range: "", default, needs_restart, is_readonly, description }
}
