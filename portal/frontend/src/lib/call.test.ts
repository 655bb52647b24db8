import { describe, expect, it } from "vitest";
import { isToTheEnd } from "./call";

describe("who has heard a recording", () => {
  it.each<[number | null, number | null, boolean, string]>([
    [100, 400, false, "a quarter of it"],
    [396, 400, true, "all but the goodbye"],
    [6, 8, true, "a short one, nearly"],
    [4, 8, false, "half of a short one"],
    [null, 8, false, "nothing"],
    [9, null, false, "of unknown length"],
  ])("%s of %s seconds: %s, %s", (heard, all, expected) => {
    expect(isToTheEnd(heard, { duration_seconds: all })).toBe(expected);
  });
});
