import type { Me } from "@/lib/api/me";
import type { User } from "@/lib/people/list-people";

const WITH_CALLS = ["agent", "support", "supervisor", "manager"];

/** Manager, or an administrator without a role. */
function seesAll(me: Me): boolean {
  return me.role === "manager" || (me.role === null && me.may_open_admin);
}

/** Whether there may be anybody but oneself. */
export function mayChooseAgent(me: Me): boolean {
  return seesAll(me) || (me.role !== "agent" && me.teams.length > 0);
}

/** The server decides; this only leaves out whom it would refuse. */
export function mayUploadFor(me: Me, person: User): boolean {
  if (person.id === me.id) return true;
  if (!person.is_active || !WITH_CALLS.includes(person.role ?? "")) return false;
  return seesAll(me) || me.teams.some(({ id }) => id === person.team?.id);
}
