import { describe, expect, it } from "vitest";
import type { ReportRow } from "./api/get-team-report";
import { listOf } from "./links";
import { presets } from "./periods";
import { nextSorting, readSorting, sorted } from "./sorting";

it.each([
  ["2026-11-22", "2026-10-01", "2026-10-31"],
  ["2026-01-01", "2025-12-01", "2025-12-31"],
  ["2028-03-15", "2028-02-01", "2028-02-29"],
])("on %s the last month is %s to %s", (today, from, to) => {
  expect(presets(today).at(-1)).toMatchObject({ from, to });
});

describe("sorting", () => {
  const row = (name: string, calls: number) => ({ agent: { name }, calls }) as ReportRow;
  const rows = [row("Marta", 3), row("Daniel", 7)];
  const names = (text: string | undefined) =>
    sorted(rows, readSorting(text)).map(({ agent }) => agent.name);

  it.each([
    [undefined, ["Daniel", "Marta"]],
    ["calls", ["Marta", "Daniel"]],
    ["agent", ["Daniel", "Marta"]],
    ["-agent", ["Marta", "Daniel"]],
    ["nonsense", ["Marta", "Daniel"]],
  ])("by %s", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it("starts with the most, names with A, and turns round", () => {
    expect(nextSorting(readSorting(undefined), "answered")).toBe("-answered");
    expect(nextSorting(readSorting("-answered"), "answered")).toBe("answered");
    expect(nextSorting(readSorting(undefined), "agent")).toBe("agent");
  });
});

it("only a figure with a filter of its own leads to a list", () => {
  expect(listOf("unreviewed", "agent=ada")).toBe("/calls?agent=ada&reviewed=false");
  expect(listOf("unique_contacts", "agent=ada")).toBeUndefined();
});
