import { expect, it } from "vitest";

import { parseCall } from "./words";

it.each([
  ["POST /api/v1/ob/init", { type: "request", text: "POST /api/v1/ob/init" }],
  ["raise guard to ReadOnly", { type: "raise", level: "readOnly" }],
  ["lower guard to Open for 15 minutes", { type: "lower", level: "open" }],
  ["raise guard to Something", { type: "request", text: "raise guard to Something" }],
  ["start: initialise cluster a\nb", { type: "start", what: "a\nb", operator: "" }],
  ["Rollback the task of init", { type: "task", what: "init", operator: "rollback" }],
  ["Pass the step 3 of init", { type: "step", what: "3 of init", operator: "pass" }],
  ["resume the operation", { type: "resume" }],
  ["trust key SHA256 7c:41", { type: "trustKey", what: "SHA256 7c:41" }],
])("%s", (text, call) => {
  expect(parseCall(text)).toEqual(call);
});
