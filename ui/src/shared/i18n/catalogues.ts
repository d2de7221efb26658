import * as audit from "../../features/audit/messages";
import * as clusters from "../../features/clusters/messages";
import * as connections from "../../features/connections/messages";
import * as history from "../../features/history/messages";
import * as notices from "../../features/notices/messages";
import * as proxies from "../../features/obproxy/agents/messages";
import * as proxyProblems from "../../features/obproxy/agents/problems";
import * as obproxyImpact from "../../features/obproxy/impact/messages";
import * as obproxy from "../../features/obproxy/messages";
import * as obproxyProblems from "../../features/obproxy/problems";
import * as saved from "../../features/saved/messages";
import * as settings from "../../features/settings/messages";
import * as taskList from "../../features/task-list/messages";
import * as tasks from "../../features/tasks/messages";
import * as transfer from "../../features/transfer/messages";
import * as wizard from "../../features/wizards/messages";
import * as plan from "../../features/wizards/plan/messages";
import * as preflight from "../../features/wizards/preflight/messages";
import * as problems from "../../features/wizards/problem-messages";
import * as guard from "../guard/messages";
import * as reach from "../reach/messages";
import * as errors from "./error-messages";
import * as shared from "./messages";

/** One namespace a feature. */
const en = {
  shared: shared.en,
  errors: errors.en,
  guard: guard.en,
  reach: reach.en,
  audit: audit.en,
  clusters: clusters.en,
  connections: connections.en,
  history: history.en,
  notices: notices.en,
  proxies: proxies.en,
  proxyProblems: proxyProblems.en,
  obproxyImpact: obproxyImpact.en,
  obproxy: obproxy.en,
  obproxyProblems: obproxyProblems.en,
  saved: saved.en,
  settings: settings.en,
  wizard: wizard.en,
  plan: plan.en,
  preflight: preflight.en,
  problems: problems.en,
  taskList: taskList.en,
  tasks: tasks.en,
  transfer: transfer.en,
};

const zh: typeof en = {
  shared: shared.zh,
  errors: errors.zh,
  guard: guard.zh,
  reach: reach.zh,
  audit: audit.zh,
  clusters: clusters.zh,
  connections: connections.zh,
  history: history.zh,
  notices: notices.zh,
  proxies: proxies.zh,
  proxyProblems: proxyProblems.zh,
  obproxyImpact: obproxyImpact.zh,
  obproxy: obproxy.zh,
  obproxyProblems: obproxyProblems.zh,
  saved: saved.zh,
  settings: settings.zh,
  wizard: wizard.zh,
  plan: plan.zh,
  preflight: preflight.zh,
  problems: problems.zh,
  taskList: taskList.zh,
  tasks: tasks.zh,
  transfer: transfer.zh,
};

export const catalogues = { en, zh };
