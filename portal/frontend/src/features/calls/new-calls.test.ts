import { describe, expect, it } from "vitest";
import type { Call } from "@/lib/call";
import type { CallPage } from "./api/list-calls";
import { arrivals, isGap, joined, refreshed } from "./new-calls";

const call = (id: string, minute: number, outcome: string | null = null) =>
  ({ id, outcome, started_at: `2026-11-22T10:${String(minute).padStart(2, "0")}:00Z` }) as Call;

const page = (results: Call[], next: string | null = null): CallPage => ({
  results,
  next,
  period: null,
});
const loaded = (...pages: CallPage[]) => ({ pages, pageParams: pages.map(() => undefined) });
const ids = (list: { pages: CallPage[] }) =>
  list.pages.flatMap(({ results }) => results.map(({ id }) => id)).join(" ");

const LIST = loaded(page([call("d", 40), call("c", 30)], "2"), page([call("b", 20), call("a", 10)], "3"));

describe("a list that is polled", () => {
  it("puts new calls at their places and loses no row", () => {
    const fetched = page([call("f", 50), call("d", 40), call("e", 35)], "2");

    const list = joined(LIST, fetched);

    expect(ids(list)).toBe("f d e c b a");
    expect(list.pages.at(-1)?.next).toBe("3");
  });

  it("leaves calls that are older than all that was loaded to the next page", () => {
    const short = loaded(page([call("d", 40), call("c", 30)], "2"));

    expect(arrivals(short, page([call("d", 40), call("old", 5)], "9"))).toEqual([]);
  });

  it("takes an older call where the list has come to its end", () => {
    const whole = loaded(page([call("d", 40), call("c", 30)]));

    expect(ids(joined(whole, page([call("d", 40), call("c", 30), call("old", 5)])))).toBe("d c old");
  });

  it("shows what has changed without moving a row, also one that isn't listed any more", () => {
    const list = refreshed(LIST, page([call("z", 59), call("c", 30, "Sale")], "2"));

    expect(ids(list)).toBe("d c b a");
    expect(list.pages[0]?.results[1]?.outcome).toBe("Sale");
  });

  it("sees that more has come than a page holds", () => {
    expect(isGap(LIST, page([call("x", 58), call("y", 57)], "9"))).toBe(true);
    expect(isGap(LIST, page([call("x", 58), call("d", 40)], "9"))).toBe(false);
  });
});
