import type { Contact } from "@/lib/contacts/contact";
import { type PlainKey, t } from "@/lib/messages";
import styles from "./dialogs.module.css";

const FILLED: readonly (readonly ["name" | "company" | "email" | "owner", PlainKey])[] = [
  ["name", "inPlace.name"],
  ["company", "contact.company"],
  ["email", "contact.email"],
  ["owner", "contact.owner"],
];

/** What a merge would do, as the server does it: moves, fills what is empty, keeps the stricter. */
export function MergeMoves({ survivor, duplicate }: { survivor: Contact; duplicate: Contact }) {
  const filled = FILLED.filter(([field]) => !survivor[field] && duplicate[field]).map(([, label]) =>
    t(label),
  );
  const lines = [
    t("contact.mergeMoves", {
      calls: t("contact.callsOf", { count: duplicate.call_count }),
      numbers: t("contact.mergeNumbers", { count: duplicate.phone_numbers.length }),
    }),
    filled.length > 0
      ? t("contact.mergeFills", { fields: filled.join(", ") })
      : t("contact.mergeKeeps"),
  ];
  if (duplicate.do_not_call && !survivor.do_not_call) lines.push(t("contact.mergeDoNotCall"));
  if (duplicate.follow_up_at) lines.push(t("contact.mergeFollowUp"));
  lines.push(t("contact.mergeFinal"));
  return (
    <ul className={styles.moves}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
