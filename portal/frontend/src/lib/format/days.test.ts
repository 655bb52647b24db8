import { expect, it } from "vitest";
import { dayAfter, longDay } from "./days";

it("a day is the same in every zone", () => {
  expect(longDay("2026-11-19")).toMatch(/19/);
});

it.each([
  ["2026-11-19", -29, "2026-10-21"],
  ["2026-12-31", 1, "2027-01-01"],
  ["2028-02-28", 1, "2028-02-29"],
  ["2026-10-24", 1, "2026-10-25"],
])("%s and %i days is %s", (day, days, expected) => {
  expect(dayAfter(day, days)).toBe(expected);
});
