import { isValidElement } from "react";
import { describe, expect, it } from "vitest";
import { fill, fillRich } from "./message";

describe("a message", () => {
  it("fills its holes, and groups digits", () => {
    expect(fill("{name} has {count} calls", { name: "Ada", count: 1234 })).toBe(
      "Ada has 1,234 calls",
    );
  });

  it.each([
    [0, "0 calls"],
    [1, "1 call"],
    [2, "2 calls"],
  ])("takes the plural form for %i", (count, text) => {
    expect(fill({ one: "{count} call", other: "{count} calls" }, { count })).toBe(text);
  });

  it("keeps what looks like a hole in a name as it is", () => {
    expect(fill("Hello {name}", { name: "{count}" })).toBe("Hello {count}");
  });

  it("takes elements without making markup of text", () => {
    const pieces = fillRich("by {name}", { name: "<img onerror>" }) as unknown[];

    expect(pieces.every(isValidElement)).toBe(true);
    expect(pieces).toHaveLength(3);
  });
});
