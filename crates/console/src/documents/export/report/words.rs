use crate::dto::{Millis, ObproxyDeed, OperationHead, OperationKind, StateKind};

/// The language of a report's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    Chinese,
}

/// Every word of a report that comes from no server.
pub struct Words {
    pub tag: &'static str,
    pub task: &'static str,
    pub cluster: &'static str,
    pub started: &'static str,
    pub ended: &'static str,
    pub took: &'static str,
    pub elapsed: &'static str,
    pub steps: &'static str,
    pub hosts: &'static str,
    pub lock: &'static str,
    pub lock_held: &'static str,
    pub not_ended: &'static str,
    pub attempt: &'static str,
    pub code: &'static str,
    pub trace: &'static str,
    pub fine: &'static str,
    pub timeline: &'static str,
    pub no_times: &'static str,
    pub idle: &'static str,
    pub table: &'static str,
    pub step: &'static str,
    pub host: &'static str,
    pub state: &'static str,
    pub message: &'static str,
    pub log: &'static str,
    pub no_log: &'static str,
    pub unread: &'static str,
    pub lines: &'static str,
    pub errors: &'static str,
    pub cut: &'static str,
    pub waits_for: &'static str,
    pub made_by: &'static str,
    pub times_in: &'static str,
    states: [&'static str; 9],
    units: [&'static str; 3],
}

impl Language {
    /// `zh`, `zh-CN`…; everything else is English.
    pub fn of(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") { Self::Chinese } else { Self::English }
    }

    pub fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
            Self::Chinese => &CHINESE,
        }
    }

    /// What the operation is, for a title.
    pub fn title(self, head: &OperationHead) -> String {
        let (subject, cluster) = (head.subject.as_str(), head.cluster_name.as_str());
        let text = match (self, head.kind) {
            (_, OperationKind::Opened) => subject.to_owned(),
            (Self::English, OperationKind::Init) => format!("Initialise {cluster}"),
            (Self::English, OperationKind::Join) => format!("Join {subject}"),
            (Self::English, OperationKind::Remove) => format!("Remove {subject}"),
            (Self::English, OperationKind::RemoveAll) => "Remove all hosts".to_owned(),
            (Self::English, OperationKind::ScaleOut) => format!("Scale out to {subject}"),
            (Self::English, OperationKind::ScaleIn) => format!("Scale in {subject}"),
            (Self::English, OperationKind::StopZone) => format!("Stop zone {subject}"),
            (Self::English, OperationKind::DeleteZone) => format!("Delete zone {subject}"),
            (Self::English, OperationKind::Start) => format!("Start {}", or(subject, cluster)),
            (Self::English, OperationKind::Stop) => format!("Stop {}", or(subject, cluster)),
            (Self::English, OperationKind::AgentProxy | OperationKind::ObproxyCluster) => {
                format!("{} {subject}", english(head.deed))
            }
            (Self::Chinese, OperationKind::AgentProxy | OperationKind::ObproxyCluster) => {
                format!("{} {subject}", chinese(head.deed))
            }
            (Self::Chinese, OperationKind::Init) => format!("初始化集群 {cluster}"),
            (Self::Chinese, OperationKind::Join) => format!("加入 {subject}"),
            (Self::Chinese, OperationKind::Remove) => format!("移除 {subject}"),
            (Self::Chinese, OperationKind::RemoveAll) => "移除全部主机".to_owned(),
            (Self::Chinese, OperationKind::ScaleOut) => format!("扩容 {subject}"),
            (Self::Chinese, OperationKind::ScaleIn) => format!("缩容 {subject}"),
            (Self::Chinese, OperationKind::StopZone) => format!("停止 Zone {subject}"),
            (Self::Chinese, OperationKind::DeleteZone) => format!("删除 Zone {subject}"),
            (Self::Chinese, OperationKind::Start) => format!("启动 {}", or(subject, cluster)),
            (Self::Chinese, OperationKind::Stop) => format!("停止 {}", or(subject, cluster)),
        };
        let text = text.trim();
        if text.is_empty() { self.words().task.to_owned() } else { text.to_owned() }
    }
}

impl Words {
    pub fn state_of(&self, kind: StateKind) -> &'static str {
        self.states[kind as usize]
    }

    /// `0.4 s`, `31.2 s`, `1 m 06 s`, `1 h 04 m 09 s`.
    pub fn duration(&self, took: Millis) -> String {
        let took = took.max(0);
        let [h, m, s] = self.units;
        if took < 59_950 {
            let tenths = (took + 50) / 100;
            return format!("{}.{}{s}", tenths / 10, tenths % 10);
        }
        let seconds = took / 1000 + Millis::from(took % 1000 >= 500);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours == 0 {
            format!("{minutes}{m} {seconds:02}{s}")
        } else {
            format!("{hours}{h} {minutes:02}{m} {seconds:02}{s}")
        }
    }
}

fn or<'a>(subject: &'a str, other: &'a str) -> &'a str {
    if subject.is_empty() { other } else { subject }
}

const ENGLISH: Words = Words {
    tag: "en",
    task: "Task",
    cluster: "Cluster",
    started: "Started",
    ended: "Ended",
    took: "Took",
    elapsed: "Elapsed",
    steps: "Steps",
    hosts: "Hosts",
    lock: "Lock",
    lock_held: "maintenance lock held",
    not_ended: "not ended",
    attempt: "Attempt",
    code: "Code",
    trace: "Trace",
    fine: "Fine on",
    timeline: "Timeline",
    no_times: "No step has begun.",
    idle: "idle",
    table: "Steps, hosts and attempts",
    step: "Step",
    host: "Host",
    state: "State",
    message: "Message",
    log: "Log",
    no_log: "There are no log lines.",
    unread: "The server could not be read, or not all of it:",
    lines: "lines",
    errors: "errors",
    cut: "more characters of this line are left out here; the JSON export has them",
    waits_for: "after",
    made_by: "Written by OBDeck",
    times_in: "Times are",
    states: [
        "Pending",
        "Ready",
        "Running",
        "Succeeded",
        "Failed",
        "Rolled back",
        "Cancelled",
        "Passed",
        "Unknown",
    ],
    units: [" h", " m", " s"],
};

const CHINESE: Words = Words {
    tag: "zh-CN",
    task: "任务",
    cluster: "集群",
    started: "开始",
    ended: "结束",
    took: "耗时",
    elapsed: "已用时",
    steps: "步骤",
    hosts: "主机",
    lock: "锁",
    lock_held: "持有运维锁",
    not_ended: "未结束",
    attempt: "尝试",
    code: "错误码",
    trace: "跟踪号",
    fine: "正常的主机",
    timeline: "时间线",
    no_times: "尚无步骤开始执行。",
    idle: "空闲",
    table: "步骤、主机与尝试",
    step: "步骤",
    host: "主机",
    state: "状态",
    message: "信息",
    log: "日志",
    no_log: "没有日志。",
    unread: "未能从服务器读取，或未能读取全部内容：",
    lines: "行",
    errors: "个错误",
    cut: "个字符未在此显示；JSON 导出中有全文",
    waits_for: "依赖",
    made_by: "由 OBDeck 生成，版本",
    times_in: "时间均为",
    states: ["等待", "就绪", "执行中", "成功", "失败", "已回滚", "已取消", "已跳过", "未知"],
    units: [" 小时", " 分", " 秒"],
};

fn english(deed: Option<ObproxyDeed>) -> &'static str {
    match deed {
        None => "OBProxy",
        Some(ObproxyDeed::Create) => "Create OBProxy",
        Some(ObproxyDeed::AddServers) => "Add OBProxy servers to",
        Some(ObproxyDeed::TakeOver) => "Take over OBProxy servers into",
        Some(ObproxyDeed::RemoveServers) => "Remove OBProxy servers from",
        Some(ObproxyDeed::Restart) => "Restart OBProxy",
        Some(ObproxyDeed::Start) => "Start OBProxy",
        Some(ObproxyDeed::Stop) => "Stop OBProxy",
        Some(ObproxyDeed::Upgrade) => "Upgrade OBProxy",
        Some(ObproxyDeed::EditAddress) => "Change the address of OBProxy",
        Some(ObproxyDeed::AddLink) => "Link an OceanBase cluster to OBProxy",
        Some(ObproxyDeed::RemoveLink) => "Unlink an OceanBase cluster from OBProxy",
        Some(ObproxyDeed::SetParameters) => "Change parameters of OBProxy",
        Some(ObproxyDeed::Delete) => "Delete OBProxy",
    }
}

fn chinese(deed: Option<ObproxyDeed>) -> &'static str {
    match deed {
        None => "OBProxy",
        Some(ObproxyDeed::Create) => "创建 OBProxy",
        Some(ObproxyDeed::AddServers) => "添加 OBProxy 节点",
        Some(ObproxyDeed::TakeOver) => "接管 OBProxy 节点",
        Some(ObproxyDeed::RemoveServers) => "移除 OBProxy 节点",
        Some(ObproxyDeed::Restart) => "重启 OBProxy",
        Some(ObproxyDeed::Start) => "启动 OBProxy",
        Some(ObproxyDeed::Stop) => "停止 OBProxy",
        Some(ObproxyDeed::Upgrade) => "升级 OBProxy",
        Some(ObproxyDeed::EditAddress) => "修改访问地址",
        Some(ObproxyDeed::AddLink) => "关联 OceanBase 集群",
        Some(ObproxyDeed::RemoveLink) => "取消关联 OceanBase 集群",
        Some(ObproxyDeed::SetParameters) => "修改 OBProxy 参数",
        Some(ObproxyDeed::Delete) => "删除 OBProxy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_in_the_window() {
        let cases = [
            (0, "0.0 s"),
            (440, "0.4 s"),
            (59_949, "59.9 s"),
            (59_950, "1 m 00 s"),
            (66_000, "1 m 06 s"),
            (3_849_000, "1 h 04 m 09 s"),
            (-5, "0.0 s"),
        ];
        for (took, text) in cases {
            assert_eq!(ENGLISH.duration(took), text);
        }
        assert_eq!(CHINESE.duration(512_000), "8 分 32 秒");
    }

    #[test]
    fn each_state_has_its_own_word() {
        assert_eq!(ENGLISH.state_of(StateKind::Pending), "Pending");
        assert_eq!(ENGLISH.state_of(StateKind::RolledBack), "Rolled back");
        assert_eq!(CHINESE.state_of(StateKind::Unknown), "未知");
    }
}
