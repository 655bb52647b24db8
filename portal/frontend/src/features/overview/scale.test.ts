import { expect, it } from "vitest";
import { scaleTo } from "./scale";

it.each([
  [0, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [155, [0, 50, 100, 150, 200]],
  [4_000, [0, 1_000, 2_000, 3_000, 4_000]],
])("up to %i", (most, lines) => {
  expect(scaleTo(most)).toEqual(lines);
});
