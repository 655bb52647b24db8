import { IconBan, IconShieldExclamation, IconUserOff, IconX } from "@tabler/icons-react";
import { memo } from "react";
import { Link } from "react-router";
import { Badge } from "@/components/badge";
import { ContactName } from "@/components/names";
import { PhoneNumber } from "@/components/phone-number";
import { type Call, isUnheard } from "@/lib/call";
import { t } from "@/lib/messages";
import styles from "./rows.module.css";

const NEW_LEAD = "New Lead";

/** Who it was: the name has all its room first, the company what remains. */
export const ContactCell = memo(function ContactCell({ call }: { call: Call }) {
  return (
    <div className={styles.who}>
      <span className={styles.lead}>
        <CallName call={call} />
        <DoNotCall call={call} />
        <CallBadges call={call} />
      </span>
      {call.contact?.company && (
        <bdi dir="auto" className={`${styles.company} cut`} title={call.contact.company}>
          {call.contact.company}
        </bdi>
      )}
    </div>
  );
});

/** The name, or the number while nobody has given one: leads to the call. */
export function CallName({ call }: { call: Call }) {
  return (
    <Link
      to={`/calls/${call.id}`}
      // Enter on the row opens it, too.
      tabIndex={-1}
      className={styles.name}
      data-unheard={isUnheard(call)}
      data-unlinked={call.contact === null}
    >
      {call.contact ? <ContactName contact={call.contact} /> : <CallNumber call={call} />}
    </Link>
  );
}

export function CallNumber({ call, isAlone = false }: { call: Call; isAlone?: boolean }) {
  if (call.number_e164) return <PhoneNumber e164={call.number_e164} />;
  if (call.number_kind === "withheld" || !call.number_raw)
    return <span className="cut">{t(isAlone ? "states.nothing" : "cells.withheld")}</span>;
  return (
    <bdi dir="ltr" className="num cut" title={call.number_raw}>
      {call.number_raw}
    </bdi>
  );
}

export function DoNotCall({ call }: { call: Call }) {
  if (!call.contact?.do_not_call) return null;
  return (
    <span className={styles.ban} title={t("calls.doNotCall")}>
      <IconBan size={14} stroke={1.9} aria-hidden />
      <span className="only-heard">{t("calls.doNotCall")}</span>
    </span>
  );
}

/** What calls for an act. */
export function CallBadges({ call }: { call: Call }) {
  if (call.number_kind === "invalid")
    return (
      <Badge tone="amber" icon={<IconX size={14} stroke={1.8} aria-hidden />}>
        {t("calls.invalidNumber")}
      </Badge>
    );
  if (!call.contact)
    return (
      <Badge tone="amber" icon={<IconUserOff size={14} stroke={1.8} aria-hidden />}>
        {t("calls.unlinked")}
      </Badge>
    );
  if (call.recording.status === "quarantined")
    return (
      <Badge tone="amber" icon={<IconShieldExclamation size={14} stroke={1.8} aria-hidden />}>
        {t("calls.quarantinedBadge")}
      </Badge>
    );
  // A lead with a name has been looked at.
  if (call.contact.status === NEW_LEAD && !call.contact.name)
    return <Badge tone="blue">{t("calls.newLead")}</Badge>;
  return null;
}
