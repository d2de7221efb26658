import type { PlanNoteCode } from "../../../ipc/generated";
import type { en } from "./messages-en";

const notesZh: Record<PlanNoteCode, string> = {
  notYaml: "文件不是 YAML：{{message}}",
  notAPlan: "文件不是 OBDeck 的计划：开头没有 obdeckPlan",
  newerVersion: "计划的版本是 {{version}}，此 OBDeck 只认识 {{known}}。请使用更新的 OBDeck，或重新导出计划",
  tooLarge: "文件过大，不是计划",
  unknownKey: "{{key}} 不是计划的键：请检查拼写，或将其删除",
  missingKey: "缺少 {{key}}",
  wrongType: "此处应为：{{expected}}",
  otherKind: "计划用于{{kind}}，此草稿用于{{wanted}}",
  secretLeftOut: "{{key}} 像是密码，已略去：计划不含密码，请在向导中输入",
  duplicate: "{{key}} 出现了两次",
};

export const zh: typeof en = {
  export: "导出计划",
  more: "计划文件",
  import: "导入计划…",
  compare: "比较两个计划…",
  closeProblem: "隐藏此问题",
  written: "计划已写入 {{path}}",
  kind: { init: "初始化集群", join: "加入 Agent", scaleOut: "扩容" },
  note: notesZh,
  at: { both: "第 {{line}} 行，{{path}}", line: "第 {{line}} 行", path: "{{path}}" },
  preview: {
    title: "导入 {{file}}",
    holds: "用于{{kind}}的计划",
    cluster: "集群",
    unnamed: "未命名",
    hosts: "主机",
    parameters: "参数",
    refused_one: "{{count}} 处问题使其无法导入",
    refused_other: "{{count}} 处问题使其无法导入",
    leftOut: "略去的内容",
    differences: "此草稿的变化",
    same: "此草稿的内容与计划相同。",
    draft: "此草稿",
    file: "计划",
    takeOver: "采用计划",
    notFirst: "请先改正文件",
    after: "随后会重新询问主机，计划与手工输入的内容一样要经过预检。",
    absent: "没有",
    what: "内容",
  },
  comparison: {
    title: "两个计划的比较",
    same: "两者内容相同。",
    differences_one: "{{count}} 处不同",
    differences_other: "{{count}} 处不同",
    refused: "{{file}} 无法作为计划读取",
  },
};
