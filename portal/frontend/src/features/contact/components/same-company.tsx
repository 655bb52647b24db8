import { IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { ContactName } from "@/components/names";
import type { Contact } from "@/lib/contacts/contact";
import { fewContactsQuery } from "@/lib/contacts/list-contacts";
import { t } from "@/lib/messages";
import { companyQuery } from "./facts";
import styles from "./panel.module.css";

const SHOWN = 5;

/** Who else is of the same company; nothing where there is nobody. */
export function SameCompany({ contact }: { contact: Contact }) {
  const { data } = useQuery({
    // One more than is shown, and the contact itself.
    ...fewContactsQuery({ company: contact.company, limit: SHOWN + 2 }),
    enabled: contact.company !== "",
  });
  const others = (data?.results ?? []).filter(({ id }) => id !== contact.id);
  if (!contact.company || others.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{t("contact.sameCompany")}</h2>
      <ul>
        {others.slice(0, SHOWN).map((other) => (
          <li key={other.id} className={styles.other}>
            <Link to={`/contacts/${other.id}`} className={styles.link}>
              <IconUsers size={16} stroke={1.7} aria-hidden />
              <ContactName contact={other} />
            </Link>
            <span className={`${styles.otherCalls} num`}>
              {t("contact.callsOf", { count: other.call_count })}
            </span>
          </li>
        ))}
      </ul>
      {others.length > SHOWN && (
        <Link to={`/contacts?${companyQuery(contact.company)}`} className={styles.all}>
          {t("contact.sameCompanyAll")}
        </Link>
      )}
    </section>
  );
}
