import { describe, expect, it } from "vitest";
import { periodWords } from "./dates";
import { durationWords, minutesOf, secondsOf } from "./durations";
import { activeChips, queryText, without } from "./filters";
import { pieces } from "./match-pieces";

describe("filters", () => {
  it("are one text whatever their order in the address", () => {
    expect(queryText({ team: "Sales & more", direction: "inbound" })).toBe(
      queryText({ direction: "inbound", team: "Sales & more" }),
    );
  });

  it("go out as a whole: both ends of a period are one chip", () => {
    const filters = { started_after: "today-6", started_before: "today", outcome: "Sale" };

    expect(activeChips(filters)).toEqual(["date", "outcome"]);
    expect(queryText(without(filters, "date"))).toBe("outcome=Sale");
  });

  it.each([
    [{ started_after: "today" }, "Today"],
    [{ started_after: "today-1", started_before: "today-1" }, "Yesterday"],
    [{ started_after: "today-6" }, "Last 7 days"],
    [{ started_after: "nonsense" }, "From nonsense"],
  ])("say their period: %o", (filters, words) => {
    expect(periodWords(filters)).toBe(words);
  });

  it.each([
    [{ min_duration: "900" }, "Over 15 min"],
    [{ max_duration: "59" }, "Under 1 min"],
    [{ min_duration: "60", max_duration: "90" }, "1 min to 1 min 30 s"],
  ])("say their length: %o", (filters, words) => {
    expect(durationWords(filters)).toBe(words);
  });

  it.each([
    ["1.5", "90"],
    ["0,5", "30"],
    ["", undefined],
    ["-1", undefined],
    ["soon", undefined],
  ])("take %s minutes as %s seconds", (minutes, seconds) => {
    expect(secondsOf(minutes)).toBe(seconds);
    if (seconds) expect(secondsOf(minutesOf(seconds))).toBe(seconds);
  });
});

describe("what a search found", () => {
  it("is cut at its marks, which count code points", () => {
    expect(pieces({ text: "👩 the price is", marks: [[6, 11]] })).toEqual([
      { text: "👩 the ", isHit: false },
      { text: "price", isHit: true },
      { text: " is", isHit: false },
    ]);
  });
});
