import { expect, test } from "vitest";

import { must } from "../fixtures/must";
import { fixedFake } from "../fixtures/render-screen";
import { stepOperatorCall } from "./calls";

test("the second subtask of an id is asked for by the id", () => {
  const call = must(fixedFake.snapshot("ocpFailed").calls[0]);
  const step = must(call.steps.find(({ key }) => key === "80216"));
  const asked = (key: string) => stepOperatorCall("ocp", call, { ...step, key }, "retry");
  expect(asked("80216")).toEqual(["POST /api/v2/tasks/instances/31187/subtasks/80216/retry"]);
  expect(asked("80216~2")).toEqual(asked("80216"));
});
