import { expect, it } from "vitest";
import { usualHours } from "./rhythm";

const at = (weekday: number, hour: number, calls: number) => ({ weekday, hour, calls });

it.each([
  ["one hour of one day", [at(1, 9, 12)], "Mon 09–10"],
  ["neighbors are one range", [at(1, 8, 6), at(2, 9, 6), at(3, 8, 6)], "Mon–Tue 08–09"],
  ["two times of a day", [at(4, 8, 5), at(4, 16, 5)], "Thu 08–09, 16–17"],
  ["late in the evening", [at(7, 23, 10)], "Sun 23–24"],
])("the usual hours are told shortly: %s", (_, hours, words) => {
  expect(usualHours(hours)).toBe(words);
});

it("calls all over the day are no habit", () => {
  const hours = [0, 3, 6, 9, 12, 15, 18, 21].map((hour) => at(1, hour, 2));

  expect(usualHours(hours)).toBe("");
});
