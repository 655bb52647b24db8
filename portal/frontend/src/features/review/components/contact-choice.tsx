import type { ReactNode } from "react";
import { Badge } from "@/components/badge";
import { ContactName } from "@/components/names";
import { StatusIcon } from "@/components/status-icon";
import type { components } from "@/lib/api/schema";
import { t } from "@/lib/messages";
import styles from "./contact-choice.module.css";

interface ContactChoiceProps {
  contact: components["schemas"]["Contact"];
  /** Before the name: its key. */
  before?: ReactNode;
  /** Below the name: why it may be the one. */
  line: string;
}

/** Who it may be, in two lines. */
export function ContactChoice({ contact, before, line }: ContactChoiceProps) {
  return (
    <>
      {before}
      <span className={styles.words}>
        <span className={styles.names}>
          <ContactName contact={contact} className={styles.name} />
          {contact.company && (
            <bdi dir="auto" className={`${styles.company} cut`} title={contact.company}>
              {contact.company}
            </bdi>
          )}
          {contact.do_not_call && <Badge tone="red">{t("review.doNotCall")}</Badge>}
        </span>
        <span className={`${styles.line} cut`}>{line}</span>
      </span>
      <span className={styles.status} title={contact.status}>
        <StatusIcon status={contact.status} />
        <span className="only-heard">{contact.status}</span>
      </span>
    </>
  );
}
