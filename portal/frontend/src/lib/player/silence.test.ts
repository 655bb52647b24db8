import { describe, expect, it } from "vitest";
import { silentShare, silentStretches, skipFrom } from "./silence";

/** One peak a second: "x" somebody speaks, "." nobody. */
const peaksOf = (text: string) => [...text].map((letter) => (letter === "x" ? 0.6 : 0.001));
const stretches = (text: string) => silentStretches(peaksOf(text), text.length);

describe("silence", () => {
  it.each([
    ["xx....xx", [{ from: 2, to: 6 }], "a pause within"],
    ["..xx", [{ from: 0, to: 2 }], "one at the beginning"],
    ["xx...", [{ from: 2, to: 5 }], "one at the end"],
    ["xx.xx", [], "a breath belongs to speech"],
    ["xxxx", [], "nobody stops"],
    ["", [], "no waveform"],
  ])("is found in %s: %s", (text, found) => {
    expect(stretches(text)).toEqual(found);
  });

  it("is measured against the loudest: a quiet call has pauses, too", () => {
    const quiet = peaksOf("x...x").map((peak) => peak / 20);

    expect(silentStretches(quiet, 5)).toEqual([{ from: 1, to: 4 }]);
  });

  it.each<[number, number | null, string]>([
    [1.9, null, "somebody speaks"],
    [2.1, null, "a word may still end"],
    [2.4, 5.7, "within"],
    [5.5, null, "the next word is near"],
    [7, null, "somebody speaks again"],
  ])("from second %s is passed over to %s: %s", (from, to) => {
    expect(skipFrom(stretches("xx....xx"), from)).toEqual(to);
  });

  it("ends where it is skipped to: nothing is skipped twice", () => {
    const found = stretches("xx....xx");

    expect(skipFrom(found, skipFrom(found, 3) ?? 0)).toBeNull();
  });

  it("has a share of the recording", () => {
    expect(silentShare(stretches("xx....xx"), 8)).toBe(0.5);
    expect(silentShare([], 0)).toBe(0);
  });
});
