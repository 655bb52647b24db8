import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "react-router";
import { DoNotCallBadge, NewLeadBadge } from "@/components/contact/contact-badges";
import { NameInPlace } from "@/components/contact/name-in-place";
import { StatusChoice } from "@/components/contact/status-choice";
import type { Contact } from "@/lib/contacts/contact";
import { lastList } from "@/lib/contacts/last-list";
import { t } from "@/lib/messages";
import styles from "./contact-page.module.css";

export function ContactBefore() {
  return (
    <>
      <Link to={lastList().address} className={styles.back} aria-label={t("contact.toContacts")}>
        <IconChevronLeft size={17} stroke={1.7} aria-hidden />
      </Link>
      <span className={styles.crumbs} aria-hidden="true">
        <Link to={lastList().address} tabIndex={-1} className={styles.crumb}>
          {t("contact.contacts")}
        </Link>
        <span>/</span>
      </span>
    </>
  );
}

export function ContactHeading({ contact }: { contact: Contact }) {
  return (
    <span className={styles.heading}>
      <NameInPlace contact={contact} />
    </span>
  );
}

/** Status, and what stands out. */
export function ContactMarks({ contact }: { contact: Contact }) {
  return (
    <>
      <span className={styles.status}>
        <StatusChoice contact={contact} isButton />
      </span>
      <DoNotCallBadge contact={contact} />
      <NewLeadBadge contact={contact} />
    </>
  );
}
