import { memo } from "react";
import { Avatar } from "@/components/avatar";
import { DoNotCallIcon, NewLeadBadge } from "@/components/contact/contact-badges";
import { NameInPlace } from "@/components/contact/name-in-place";
import { PersonName } from "@/components/names";
import { PhoneNumber } from "@/components/phone-number";
import { useMinute } from "@/components/time";
import type { Contact } from "@/lib/contacts/contact";
import { exactTime } from "@/lib/format/times";
import { t } from "@/lib/messages";
import { followUpWords } from "../follow-up-words";
import styles from "./contacts.module.css";

/** The name gets its room first; the company follows where some is left. */
export const NameCell = memo(function NameCell({ contact, hasCompany }: { contact: Contact; hasCompany: boolean }) {
  return (
    <span className={styles.name}>
      <span className={styles.nameFirst}>
        <NameInPlace contact={contact} className={styles.nameText} isOnlyIfUnnamed />
        <DoNotCallIcon contact={contact} />
        <NewLeadBadge contact={contact} />
      </span>
      {hasCompany && contact.company && (
        <bdi dir="auto" className={`${styles.companyAfter} cut`} title={contact.company}>
          {contact.company}
        </bdi>
      )}
    </span>
  );
});

export const NumberCell = memo(function NumberCell({ contact }: { contact: Contact }) {
  const more = contact.phone_numbers.length - 1;
  if (!contact.phone_number) return <span className={styles.none}>{t("states.nothing")}</span>;
  return (
    <>
      <PhoneNumber e164={contact.phone_number} className={styles.quiet} />
      {more > 0 && (
        <span className={styles.more} title={t("contacts.moreNumbers", { count: more })}>
          <span aria-hidden="true">+{more}</span>
          <span className="only-heard">{t("contacts.moreNumbers", { count: more })}</span>
        </span>
      )}
    </>
  );
});

export const OwnerCell = memo(function OwnerCell({ contact, isShort }: { contact: Contact; isShort: boolean }) {
  const { owner } = contact;
  if (!owner)
    return (
      <span className={`${styles.none} cut`}>
        {t(isShort ? "states.nothing" : "contacts.nobody")}
      </span>
    );
  return (
    <>
      <Avatar person={owner} />
      {isShort ? (
        <span className="only-heard">{owner.name}</span>
      ) : (
        <PersonName person={owner} isShort className={styles.quiet} />
      )}
    </>
  );
});

export const FollowUpCell = memo(function FollowUpCell({ contact }: { contact: Contact }) {
  const now = useMinute();
  if (!contact.follow_up_at) return <span className={styles.none}>{t("states.nothing")}</span>;
  const at = new Date(contact.follow_up_at);
  const { text, isLate } = followUpWords(at, now);
  const title = [exactTime(at), contact.follow_up_note].filter(Boolean).join(" · ");
  return (
    <time
      dateTime={contact.follow_up_at}
      title={title}
      className={`${styles.followUp} num cut`}
      data-late={isLate}
    >
      {text}
    </time>
  );
});
