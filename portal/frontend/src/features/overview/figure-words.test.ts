import { expect, it } from "vitest";
import type { Figure } from "./api/get-overview";
import { figureNote, figureParts } from "./figure-words";

const figure = (name: Figure["name"], value: number, note: Figure["note"] = null): Figure => ({
  name,
  value,
  is_capped: false,
  page: "calls",
  query: "",
  note,
});

it.each([
  ["a share", figure("answered", 78), 100, [["78%", ""]]],
  ["no share of nothing", figure("answered", 0), 0, [["–", ""]]],
  ["hours", figure("talk_seconds", 34_950), 1, [["9", "h"], ["42", "min"]]],
  ["minutes", figure("talk_seconds", 350), 1, [["5", "min"]]],
  ["seconds", figure("talk_seconds", 28), 1, [["28", "s"]]],
  ["a count", figure("new_leads", 1_234), 1, [["1,234", ""]]],
])("a figure shows %s", (_, shown, calls, parts) => {
  expect(figureParts(shown, calls)).toEqual(parts);
});

it.each([
  ["more than usual", 12, 10.4, 1, "2 more than usual by now", "green"],
  ["fewer than usual", 8, 10, 1, "2 fewer than usual by now", "plain"],
  ["as usual", 10, 9.6, 1, "As usual by now", "plain"],
  ["an average of days", 70, null, 7, "10 a day on average", "plain"],
])("calls are %s", (_, value, usual, days, text, tone) => {
  const note = { code: "usual_by_now" as const, value: usual };

  expect(figureNote(figure("calls", value, note), { days })).toEqual({ text, tone });
});

it("the first day has nothing to be compared with", () => {
  const note = { code: "usual_by_now" as const, value: null };

  expect(figureNote(figure("calls", 3, note), { days: 1 })).toBeNull();
});

it("what is overdue is red", () => {
  const note = { code: "overdue" as const, value: 5 };

  expect(figureNote(figure("follow_ups_due", 14, note), { days: 1 })?.tone).toBe("red");
});
