import { useEffect, useRef, useState } from "react";
import { Page } from "@/components/page";
import type { Contact } from "@/lib/contacts/contact";
import { useMay } from "@/lib/api/me";
import { loadPhoneRules } from "@/lib/format/phones";
import { t } from "@/lib/messages";
import { noteVisited } from "@/lib/recent";
import { useLayout } from "@/lib/use-layout";
import type { TimelineKind } from "../api/timeline";
import { Banners } from "./banners";
import { ContactActions } from "./contact-actions";
import { ContactBefore, ContactHeading, ContactMarks } from "./contact-head";
import { ContactPanel } from "./contact-panel";
import styles from "./contact-page.module.css";
import { NoteBox } from "./note-box";
import { Timeline } from "./timeline";
import { TimelineTabs } from "./timeline-tabs";

export function OpenContact({ contact }: { contact: Contact }) {
  const [kind, setKind] = useState<TimelineKind>();
  const mayChange = useMay("contacts.change_contact");
  const isPhone = useLayout() === "phone";
  const noteBox = useRef<HTMLTextAreaElement>(null);
  // The player's title says the number as it is read: it may play before any number has shown.
  useEffect(() => void loadPhoneRules(), []);
  const { id, display_name: title } = contact;
  useEffect(() => noteVisited({ kind: "contact", to: `/contacts/${id}`, title }), [id, title]);

  return (
    <Page
      title={contact.display_name}
      before={<ContactBefore />}
      heading={isPhone ? t("contact.contacts") : <ContactHeading contact={contact} />}
      after={!isPhone && <ContactMarks contact={contact} />}
      actions={<ContactActions contact={contact} writeNote={() => noteBox.current?.focus()} />}
      panel={<ContactPanel contact={contact} />}
    >
      <div className={styles.content}>
        {isPhone && (
          <div className={styles.phoneHead}>
            <p className={styles.phoneName}>
              <ContactHeading contact={contact} />
            </p>
            {contact.company && <p className={`${styles.phoneCompany} cut`}>{contact.company}</p>}
            <div className={styles.phoneMarks}>
              <ContactMarks contact={contact} />
            </div>
          </div>
        )}
        <Banners contact={contact} />
        {mayChange && <NoteBox contactId={contact.id} ref={noteBox} />}
        <TimelineTabs contactId={contact.id} kind={kind} onChoose={setKind} />
        <Timeline contact={contact} kind={kind} />
      </div>
    </Page>
  );
}
