import { afterEach, describe, expect, it } from "vitest";
import { setViewer } from "@/lib/viewer";
import { isAtTab, isFiltered, looksLikeNumber, toTab } from "./filters";
import { followUpWords } from "./follow-up-words";

afterEach(() => setViewer({ timeZone: "UTC", region: null }));

describe("what is searched for", () => {
  it.each(["020 7946 0999", "+44 (20) 7946-0999", "07946.0999"])("%s is a number", (text) => {
    expect(looksLikeNumber(text)).toBe(true);
  });

  it.each(["Amelia", "1234", "Unit 12345", ""])("%j is none", (text) => {
    expect(looksLikeNumber(text)).toBe(false);
  });
});

describe("a tab of the head", () => {
  it("takes the other tabs' filters out and leaves the rest", () => {
    const shown = { owner: "me", status: "Lost" };

    expect({ ...shown, ...toTab({ new_lead: "true" }) }).toEqual({
      owner: undefined,
      follow_up_due: undefined,
      new_lead: "true",
      status: "Lost",
    });
  });

  it("is the open one whatever else is filtered", () => {
    expect(isAtTab({ owner: "me", status: "Lost" }, { owner: "me" })).toBe(true);
    expect(isAtTab({ owner: "marta" }, {})).toBe(false);
  });
});

it("neither a search nor an order is a filter", () => {
  expect(isFiltered({ search: "ada", sort: "updated" })).toBe(false);
  expect(isFiltered({ company: "Northgate" })).toBe(true);
});

describe("a follow-up", () => {
  const now = new Date("2026-11-20T12:00:00Z");

  it.each([
    ["2026-11-18T23:00:00Z", "2 days overdue", true],
    ["2026-11-19T09:00:00Z", "1 day overdue", true],
    ["2026-11-21T09:00:00Z", "Tomorrow", false],
  ])("at %s is told as %s", (at, text, isLate) => {
    expect(followUpWords(new Date(at), now)).toEqual({ text, isLate });
  });

  it("earlier today is late, and later today is not", () => {
    expect(followUpWords(new Date("2026-11-20T11:00:00Z"), now).isLate).toBe(true);
    expect(followUpWords(new Date("2026-11-20T13:00:00Z"), now).isLate).toBe(false);
  });

  it("is counted in the viewer's days", () => {
    setViewer({ timeZone: "Asia/Tokyo", region: "JP" });

    // In Tokyo it is the 20th, nine in the evening; the follow-up is on the 21st.
    expect(followUpWords(new Date("2026-11-20T15:30:00Z"), now).text).toBe("Tomorrow");
  });
});
