import { expect, it } from "vitest";
import { linesOf } from "./lines";

it("a heading stands before each group, once", () => {
  const rows = [
    { id: "a", day: "Today" },
    { id: "b", day: "Today" },
    { id: "c", day: "Yesterday" },
  ];

  const lines = linesOf(rows, (row) => row.id, (row) => row.day);

  expect(lines.map((line) => line.key)).toEqual([
    "heading-Today",
    "a",
    "b",
    "heading-Yesterday",
    "c",
  ]);
});
