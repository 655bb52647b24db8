import { describe, expect, it } from "vitest";
import { pinsOf } from "./pins";

const note = (at_seconds: number | null) => ({ at_seconds });
const times = (notes: { at_seconds: number | null }[], widthPx = 200) =>
  pinsOf(notes, { durationSeconds: 100, widthPx }).map((pin) => pin.notes.map((one) => one.at_seconds));

describe("pins", () => {
  it("stand in the recording's order, and notes about the whole call have none", () => {
    expect(times([note(60), note(null), note(10)])).toEqual([[10], [60]]);
  });

  it.each([
    [200, [[10, 15], [22]], "5 s are 10 px"],
    [400, [[10], [15], [22]], "5 s are 20 px"],
    [50, [[10, 15, 22]], "12 s are 6 px"],
  ])("within 12 px of the first become one: %i px wide", (widthPx, expected) => {
    expect(times([note(10), note(15), note(22)], widthPx)).toEqual(expected);
  });

  it("don't leave the waveform, though a note was made after its end", () => {
    expect(pinsOf([note(130)], { durationSeconds: 100, widthPx: 200 })[0]?.share).toBe(1);
  });

  it("wait for a length and a width", () => {
    expect(pinsOf([note(1)], { durationSeconds: 0, widthPx: 200 })).toEqual([]);
    expect(pinsOf([note(1)], { durationSeconds: 100, widthPx: 0 })).toEqual([]);
  });
});
