import { IconBan } from "@tabler/icons-react";
import { Badge } from "@/components/badge";
import { type Contact, isNewLead } from "@/lib/contacts/contact";
import { t } from "@/lib/messages";
import styles from "./contact.module.css";

function doNotCallWords({ do_not_call_reason: reason }: Contact): string {
  return reason ? t("inPlace.doNotCallWhy", { reason }) : t("inPlace.doNotCall");
}

/** In rows: the barred circle beside the name. */
export function DoNotCallIcon({ contact }: { contact: Contact }) {
  if (!contact.do_not_call) return null;
  return (
    <span className={styles.ban} title={doNotCallWords(contact)}>
      <IconBan size={14} stroke={1.9} aria-hidden />
      <span className="only-heard">{doNotCallWords(contact)}</span>
    </span>
  );
}

export function DoNotCallBadge({ contact }: { contact: Contact }) {
  if (!contact.do_not_call) return null;
  return (
    <Badge tone="red" icon={<IconBan size={14} stroke={1.9} aria-hidden />}>
      {t("inPlace.doNotCall")}
    </Badge>
  );
}

/** Nobody has looked at it yet. */
export function NewLeadBadge({ contact }: { contact: Contact }) {
  return isNewLead(contact) ? <Badge>{t("inPlace.fromCall")}</Badge> : null;
}
