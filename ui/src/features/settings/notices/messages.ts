export const en = {
  notices: {
    title: "Notifications",
    lead: "Told by the desktop, while you look elsewhere. A line in the window tells the same.",
    finished: "A task is done",
    finishedHint: "Rolled back and cancelled count as well.",
    failed: "A task has failed",
    stalled: "A task does not move",
    stalledHint: "No step and no host has changed for so long.",
    minutes: "Minutes without progress",
    minutesUnit: "minutes",
    minutesWrong: "This is no number of minutes",
    minutesRemedy: "Enter a whole number from 1 to 1440",
    skipDev: "Not for development environments",
  },
};

export const zh: typeof en = {
  notices: {
    title: "通知",
    lead: "当您在看别处时，由桌面系统通知。窗口中也会有一行同样的提示。",
    finished: "任务完成",
    finishedHint: "回滚完成和取消也算在内。",
    failed: "任务失败",
    stalled: "任务没有进展",
    stalledHint: "在这段时间里没有任何步骤或主机发生变化。",
    minutes: "没有进展的分钟数",
    minutesUnit: "分钟",
    minutesWrong: "这不是有效的分钟数",
    minutesRemedy: "请输入 1 到 1440 之间的整数",
    skipDev: "开发环境不通知",
  },
};
