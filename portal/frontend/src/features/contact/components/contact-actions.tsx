import { Button } from "@mantine/core";
import { IconMessagePlus, IconPencil } from "@tabler/icons-react";
import { ButtonKey } from "@/components/button-key";
import { useMay } from "@/lib/api/me";
import { openContactDrawer } from "@/lib/contact-drawer";
import type { Contact } from "@/lib/contacts/contact";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import styles from "./contact-page.module.css";
import { ContactMenu } from "./contact-menu";

interface ContactActionsProps {
  contact: Contact;
  writeNote: () => void;
}

export function ContactActions({ contact, writeNote }: ContactActionsProps) {
  const mayChange = useMay("contacts.change_contact");
  return (
    <>
      {mayChange && <Changing contact={contact} writeNote={writeNote} />}
      <ContactMenu contact={contact} />
    </>
  );
}

function Changing({ contact, writeNote }: ContactActionsProps) {
  const edit = () => openContactDrawer({ contactId: contact.id });
  useKeys([
    { keys: "m", does: t("contact.addNote"), group: "page", run: writeNote },
    { keys: "e", does: t("contact.editThis"), group: "page", run: edit },
  ]);
  return (
    <>
      <Button
        variant="default"
        className={styles.action}
        leftSection={<IconMessagePlus size={16} stroke={1.7} aria-hidden />}
        rightSection={<ButtonKey keys="m" />}
        onClick={writeNote}
      >
        <span className={styles.actionWord}>{t("contact.addNote")}</span>
      </Button>
      <Button
        variant="default"
        className={styles.action}
        leftSection={<IconPencil size={16} stroke={1.7} aria-hidden />}
        rightSection={<ButtonKey keys="e" />}
        onClick={edit}
      >
        <span className={styles.actionWord}>{t("contact.edit")}</span>
      </Button>
    </>
  );
}
