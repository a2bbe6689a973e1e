import { expect, test } from "vitest";
import { stampOf } from "./stamp";

test.each([
  ["a team and a project", { team: "Payments", project: "Checkout" }, "Payments · Checkout"],
  ["a team", { team: "Payments", project: null }, "Payments"],
  ["a project", { team: null, project: "Checkout" }, "Checkout"],
  ["nothing", { team: null, project: null }, null],
])("a key is stamped with %s", (_, stamp, shown) => {
  expect(stampOf(stamp)).toBe(shown);
});
