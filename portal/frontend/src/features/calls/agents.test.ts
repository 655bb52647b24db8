import { describe, expect, it } from "vitest";
import type { Me } from "@/lib/api/me";
import type { User } from "@/lib/people/list-people";
import { mayChooseAgent, mayUploadFor } from "./agents";

const SALES = { id: "sales", name: "Sales" };
const who = (changes: Partial<Me>) =>
  ({ id: "me", role: "supervisor", teams: [SALES], may_open_admin: false, ...changes }) as Me;
const somebody = (changes: Partial<User> = {}) =>
  ({ id: "amira", role: "agent", team: SALES, is_active: true, ...changes }) as User;

describe("whose call an upload may be", () => {
  it.each<[Partial<Me>, boolean, string]>([
    [{}, true, "who works for a team"],
    [{ role: "agent" }, false, "an agent's are their own"],
    [{ teams: [] }, false, "no team, nobody"],
    [{ role: "manager", teams: [] }, true, "a manager sees all"],
    [{ role: null, teams: [], may_open_admin: true }, true, "so does an administrator"],
  ])("is a choice for %o: %s", (me, expected) => {
    expect(mayChooseAgent(who(me))).toBe(expected);
  });

  it.each<[Partial<User>, boolean, string]>([
    [{}, true, "in their team"],
    [{ team: { id: "other", name: "Other" } }, false, "in another"],
    [{ team: null }, false, "in none"],
    [{ is_active: false }, false, "gone"],
    [{ role: "auditor" }, false, "makes no calls"],
    [{ id: "me", team: null }, true, "oneself"],
  ])("may be of somebody %o: %s", (person, expected) => {
    expect(mayUploadFor(who({}), somebody(person))).toBe(expected);
  });
});
