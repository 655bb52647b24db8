import { describe, expect, it } from "vitest";
import type { Case } from "./api/list-cases";
import { type Queue, afterDeciding, counted, withCase, withoutCase } from "./queue";

const unlinked = (id: string, at: string): Case => ({
  kind: "unlinked",
  id,
  at: `2026-11-19T${at}:00Z`,
  call: null,
  contact: null,
});
const [first, second, third] = [
  unlinked("c", "12:00"),
  unlinked("b", "11:00"),
  unlinked("a", "10:00"),
] as const;
const queueOf = (...pages: Case[][]): Queue => ({
  pages: pages.map((results) => ({ results, next: null })),
  pageParams: pages.map(() => undefined),
});
const idsOf = (queue: Queue) => queue.pages.map((page) => page.results.map((row) => row.id));

describe("the queue", () => {
  it("forgets a case that was decided, but not another kind's of the same call", () => {
    const recording: Case = { ...second, kind: "recording" };

    const left = withoutCase(queueOf([first, second], [recording]), "unlinked:b");

    expect(idsOf(left)).toEqual([["c"], ["b"]]);
  });

  it.each([
    ["first", first, [["c", "b"], ["a"]]],
    ["in its page", second, [["c", "b"], ["a"]]],
    ["last", third, [["c"], ["b", "a"]]],
  ])("puts a case back where it stood: %s", (_, added, expected) => {
    const before = { first: [[second], [third]], second: [[first], [third]], third: [[first], [second]] };
    const pages = added === first ? before.first : added === second ? before.second : before.third;

    const after = withCase(queueOf(...pages), added);

    expect(idsOf(after).flat()).toEqual(expected.flat());
  });

  it("is put back once only", () => {
    expect(idsOf(withCase(queueOf([first, second]), second))).toEqual([["c", "b"]]);
  });

  it("goes on with the next, and at its end with the one before", () => {
    const rows = [first, second, third];

    expect(afterDeciding(rows, "unlinked:c")).toBe(second);
    expect(afterDeciding(rows, "unlinked:a")).toBe(second);
    expect(afterDeciding([first], "unlinked:c")).toBeUndefined();
  });

  it("counts what is left, unless there are more than were counted", () => {
    const count = { value: 1, is_capped: false };
    const counts = {
      unlinked: count,
      invalid_number: count,
      recording: count,
      new_lead: { value: 100, is_capped: true },
      done_today: 4,
    };
    const decided = counted(counts, { kind: "unlinked", isDone: true, step: 1 });

    expect([decided.unlinked.value, decided.done_today]).toEqual([0, 5]);
    expect(counted(decided, { kind: "unlinked", isDone: true, step: -1 })).toEqual(counts);
    expect(counted(counts, { kind: "new_lead", isDone: true, step: 1 }).new_lead.value).toBe(100);
  });

  it("doesn't count as done what is only tried again", () => {
    const none = { value: 1, is_capped: false };
    const counts = { unlinked: none, invalid_number: none, recording: none, new_lead: none, done_today: 2 };

    expect(counted(counts, { kind: "recording", isDone: false, step: 1 }).done_today).toBe(2);
  });
});
