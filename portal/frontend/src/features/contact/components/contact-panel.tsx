import { IconPlus } from "@tabler/icons-react";
import { useMay } from "@/lib/api/me";
import { openContactDrawer } from "@/lib/contact-drawer";
import type { Contact } from "@/lib/contacts/contact";
import { t } from "@/lib/messages";
import { Facts } from "./facts";
import { FollowUp } from "./follow-up";
import { Numbers } from "./numbers";
import styles from "./panel.module.css";
import { SameCompany } from "./same-company";

/** What is known of a contact, at the right; a tab where there is no room. */
export function ContactPanel({ contact }: { contact: Contact }) {
  const mayChange = useMay("contacts.change_contact");
  return (
    <div className={styles.panel}>
      <section className={styles.section}>
        <h2>{t("contact.followUp")}</h2>
        <FollowUp contact={contact} />
      </section>
      <section className={styles.section}>
        <div className={styles.sectionHead}>
          <h2>{t("contact.numbers")}</h2>
          {mayChange && (
            <button
              type="button"
              className={styles.iconButton}
              aria-label={t("contact.addNumber")}
              title={t("contact.addNumber")}
              onClick={() => openContactDrawer({ contactId: contact.id })}
            >
              <IconPlus size={16} stroke={1.7} aria-hidden />
            </button>
          )}
        </div>
        <Numbers contact={contact} />
      </section>
      <section className={styles.section}>
        <h2>{t("contact.facts")}</h2>
        <Facts contact={contact} />
      </section>
      <SameCompany contact={contact} />
    </div>
  );
}
