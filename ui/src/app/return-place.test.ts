import { beforeEach, expect, test } from "vitest";
import { rememberPlace, takePlace } from "./return-place";

const MINUTE = 60_000;

beforeEach(() => window.localStorage.clear());

test("the place is given back once", () => {
  rememberPlace("/dashboard/settings/api-keys", 0);
  expect(takePlace(MINUTE)).toBe("/dashboard/settings/api-keys");
  expect(takePlace(MINUTE)).toBeNull();
});

test("after half an hour it is forgotten", () => {
  rememberPlace("/dashboard/providers", 0);
  expect(takePlace(31 * MINUTE)).toBeNull();
});

test("the sign-in page is no place to return to", () => {
  rememberPlace("/sign-in", 0);
  expect(takePlace(0)).toBeNull();
});
