import { Button } from "@mantine/core";
import { IconAlertTriangle, IconBan, IconGitMerge } from "@tabler/icons-react";
import { useLocation } from "react-router";
import { useMay } from "@/lib/api/me";
import type { Contact } from "@/lib/contacts/contact";
import { useEditContact } from "@/lib/contacts/edit-contact";
import { t } from "@/lib/messages";
import styles from "./contact-page.module.css";

/** What one must know before anything else. */
export function Banners({ contact }: { contact: Contact }) {
  const wasMerged = useWasMerged();
  return (
    <>
      {wasMerged && (
        <p className={styles.banner} role="status">
          <IconGitMerge size={17} stroke={1.7} aria-hidden />
          <span>{t("contact.mergedHere")}</span>
        </p>
      )}
      {contact.do_not_call && (
        <p className={styles.banner} data-tone="red">
          <IconBan size={17} stroke={1.9} aria-hidden />
          <span>
            <b>{t("contact.doNotCall")}</b>{" "}
            <bdi dir="auto">{contact.do_not_call_reason || t("contact.doNotCallNoReason")}</bdi>
          </span>
        </p>
      )}
      {contact.needs_attention && <Attention contact={contact} />}
    </>
  );
}

function Attention({ contact }: { contact: Contact }) {
  const edit = useEditContact();
  const mayChange = useMay("contacts.change_contact");
  const isFromDeleted = contact.attention_reason === "deleted_contact";
  return (
    <div className={styles.banner} data-tone="amber">
      <IconAlertTriangle size={17} stroke={1.7} aria-hidden />
      <span>{t(isFromDeleted ? "contact.attentionDeleted" : "contact.attention")}</span>
      {mayChange && (
        <Button
          variant="default"
          className={styles.bannerButton}
          onClick={() =>
            void edit({
              contact,
              changes: { needs_attention: false },
              shown: { needs_attention: false },
              done: t("contact.seenToDone"),
            })
          }
        >
          {t("contact.seenTo")}
        </Button>
      )}
    </div>
  );
}

function useWasMerged(): boolean {
  const state: unknown = useLocation().state;
  return typeof state === "object" && state !== null && "wasMerged" in state;
}
