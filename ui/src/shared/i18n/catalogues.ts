import * as connections from "../../features/connections/messages";
import * as settings from "../../features/settings/messages";
import * as tasks from "../../features/tasks/messages";
import * as init from "../../features/wizards/init/messages";
import * as problems from "../../features/wizards/init/problem-messages";
import * as reach from "../reach/messages";
import * as errors from "./error-messages";
import * as shared from "./messages";

/** One namespace a feature. */
const en = {
  shared: shared.en,
  errors: errors.en,
  reach: reach.en,
  connections: connections.en,
  settings: settings.en,
  init: init.en,
  problems: problems.en,
  tasks: tasks.en,
};

const zh: typeof en = {
  shared: shared.zh,
  errors: errors.zh,
  reach: reach.zh,
  connections: connections.zh,
  settings: settings.zh,
  init: init.zh,
  problems: problems.zh,
  tasks: tasks.zh,
};

export const catalogues = { en, zh };
