import { Status } from "@/components/status-icon";
import { Time } from "@/components/time";
import type { Contact } from "@/lib/contacts/contact";
import { placeOf, useStatuses } from "@/lib/contacts/list-statuses";
import { FollowUpCell, NameCell, NumberCell } from "./cells";
import styles from "./contacts.module.css";

/** Two lines: who and when; number, status, follow-up. */
export function PhoneRow({ contact }: { contact: Contact }) {
  const statuses = useStatuses();
  return (
    <span className={styles.phoneRow}>
      <span className={styles.phoneLine}>
        <NameCell contact={contact} hasCompany />
        {contact.last_call_at && <Time at={contact.last_call_at} className={styles.phoneWhen} />}
      </span>
      <span className={styles.phoneLine}>
        <Status status={contact.status} place={placeOf(contact.status, statuses)} />
        <span className={styles.phoneNumber}>
          {contact.name && <NumberCell contact={contact} />}
        </span>
        {contact.follow_up_at && <FollowUpCell contact={contact} />}
      </span>
    </span>
  );
}
