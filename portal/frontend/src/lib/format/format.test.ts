import { beforeEach, describe, expect, it } from "vitest";
import { setViewer } from "@/lib/viewer";
import { length, span } from "./durations";
import { cappedCount, fileSize } from "./numbers";
import { international, loadPhoneRules, national } from "./phones";
import { dayHeading, dayKey, relativeClock } from "./times";

const NOW = new Date("2026-11-19T14:36:00Z");

beforeEach(() => setViewer({ timeZone: "Europe/London", region: "GB" }));

describe("a length", () => {
  it.each([
    [null, "–"],
    [0, "0:00"],
    [28.9, "0:28"],
    [252, "4:12"],
    [3_729, "1:02:09"],
  ])("of %s seconds reads %s", (seconds, text) => {
    expect(length(seconds)).toBe(text);
  });
});

describe("a span", () => {
  it.each([
    [28, "28 s"],
    [401, "6 min 41 s"],
    [13_680, "3 h 48 min"],
  ])("of %i seconds reads %s", (seconds, text) => {
    expect(span(seconds)).toBe(text);
  });
});

describe("a time", () => {
  it.each([
    ["2026-11-19T14:35:40Z", "just now"],
    ["2026-11-19T14:30:00Z", "6 min ago"],
    ["2026-11-19T13:36:00Z", "1:36 PM"],
    // A phone whose clock is ahead.
    ["2026-11-19T14:40:00Z", "2:40 PM"],
  ])("%s reads %s under its day", (at, text) => {
    expect(relativeClock(new Date(at), NOW).replace(" ", " ")).toBe(text);
  });

  it("belongs to the viewer's day, not to UTC's", () => {
    const late = new Date("2026-11-19T23:30:00Z");
    expect(dayKey(late)).toBe("2026-11-19");

    setViewer({ timeZone: "Asia/Tokyo", region: "JP" });
    expect(dayKey(late)).toBe("2026-11-20");
  });

  it("names today and yesterday, and the year only of other years", () => {
    expect(dayHeading(NOW, NOW)).toBe("Today, Thu, Nov 19");
    expect(dayHeading(new Date("2026-11-18T09:00:00Z"), NOW)).toBe("Yesterday, Wed, Nov 18");
    expect(dayHeading(new Date("2025-02-03T09:00:00Z"), NOW)).toBe("Mon, Feb 3, 2025");
  });
});

describe("a number", () => {
  it("says that it was counted up to a cap", () => {
    expect(cappedCount({ value: 1000, is_capped: true })).toBe("1,000+");
  });

  it.each([
    [0, "0 B"],
    [3_100_000, "3.1 MB"],
  ])("of %i bytes reads %s", (bytes, text) => {
    expect(fileSize(bytes)).toBe(text);
  });
});

describe("a phone number", () => {
  it("is as given until the rules are there, then grouped; national at home only", async () => {
    expect(international("+442079460123")).toBe("+442079460123");

    await loadPhoneRules();

    expect(international("+442079460123")).toBe("+44 20 7946 0123");
    expect(national("+442079460123")).toBe("020 7946 0123");
    expect(national("+493023125118")).toBe("+49 30 23125118");
    expect(national("+9990000")).toBe("+9990000");
  });
});
