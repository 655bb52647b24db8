import { afterEach, expect, it } from "vitest";
import { setViewer } from "@/lib/viewer";
import { dayAt, fieldTime, momentOf } from "./zoned";

const NEW_YORK = { timeZone: "America/New_York", region: "US" };

afterEach(() => setViewer({ timeZone: "UTC", region: null }));

it.each([
  ["in winter", "2026-11-20T10:00", "2026-11-20T15:00:00.000Z"],
  ["in summer", "2026-07-20T10:00", "2026-07-20T14:00:00.000Z"],
  ["hours after the clocks changed", "2026-03-08T03:30", "2026-03-08T07:30:00.000Z"],
])("a time that somebody picks is their own clock's, %s", (_, text, moment) => {
  setViewer(NEW_YORK);

  const picked = momentOf(text);

  expect(picked?.toISOString()).toBe(moment);
  expect(picked && fieldTime(picked)).toBe(text);
});

it("an empty field is no time", () => {
  expect(momentOf("")).toBeNull();
});

it("tomorrow is the viewer's, not Greenwich's", () => {
  setViewer(NEW_YORK);

  const lateEvening = new Date("2026-11-21T03:00:00Z");

  expect(dayAt(1, 9, lateEvening).toISOString()).toBe("2026-11-21T14:00:00.000Z");
});
