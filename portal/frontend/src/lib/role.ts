import type { Me } from "@/lib/api/me";
import { t } from "@/lib/messages";

const WORDS = {
  agent: "shell.roleAgent",
  support: "shell.roleSupport",
  supervisor: "shell.roleSupervisor",
  manager: "shell.roleManager",
  auditor: "shell.roleAuditor",
} as const;

/** Without a role, whoever may open the admin is its administrator. */
export function roleWords(me: Me): string {
  if (me.role) return t(WORDS[me.role]);
  return me.may_open_admin ? t("shell.administrator") : t("states.noRole");
}

/** Whether no call is out of their sight: only they may sort by the last one. */
export function seesEveryCall({ role, may_open_admin: mayOpenAdmin }: Me): boolean {
  return role ? role === "manager" || role === "auditor" : mayOpenAdmin;
}
