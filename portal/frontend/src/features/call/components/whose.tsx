import { Link } from "react-router";
import { Avatar } from "@/components/avatar";
import { ContactName } from "@/components/names";
import { DoNotCallBadge } from "@/components/contact/contact-badges";
import { useMay } from "@/lib/api/me";
import type { Call } from "@/lib/call";
import type { Contact } from "@/lib/contacts/contact";
import { t } from "@/lib/messages";
import styles from "./call-panel.module.css";
import { LinkChoice } from "./link-choice";

/** The contact, and who may: another one. */
export function Whose({ call, contact }: { call: Call; contact: Contact | undefined }) {
  const mayLink = useMay("calls.link_call");
  const mayRelink = useMay("calls.relink_call");
  const { contact: known } = call;
  return (
    <div className={styles.whose}>
      {known ? (
        <>
          <Avatar person={{ id: known.id, name: known.display_name }} size="page" />
          <div className={styles.whoseWords}>
            <Link to={`/contacts/${known.id}`} className={styles.contact}>
              <ContactName contact={known} />
            </Link>
            {contact?.company && (
              <bdi dir="auto" className={`${styles.company} cut`} title={contact.company}>
                {contact.company}
              </bdi>
            )}
            {contact && <DoNotCallBadge contact={contact} />}
          </div>
        </>
      ) : (
        <p className={styles.whoseWords}>{t("call.unlinkedPerson")}</p>
      )}
      {(known ? mayRelink : mayLink) && <LinkChoice call={call} />}
    </div>
  );
}
