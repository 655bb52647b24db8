import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconEye, IconGitMerge, IconSettings, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useMay, useMe } from "@/lib/api/me";
import { type Contact, isNewLead } from "@/lib/contacts/contact";
import { t } from "@/lib/messages";
import { useReview } from "../use-review";
import styles from "./contact-page.module.css";
import { DeleteDialog } from "./delete-dialog";
import { MergeDialog } from "./merge-dialog";

/** What is rarely done, and what a role may do. Not there where nothing is open. */
export function ContactMenu({ contact }: { contact: Contact }) {
  const { may_open_admin: mayOpenAdmin } = useMe();
  const mayMerge = useMay("contacts.merge_contact");
  const mayDelete = useMay("contacts.delete_contact");
  const mayReview = useMay("contacts.change_contact") && isNewLead(contact);
  const review = useReview(contact);
  const [open, setOpen] = useState<"merge" | "delete" | null>(null);
  if (!mayOpenAdmin && !mayMerge && !mayDelete && !mayReview) return null;
  return (
    <>
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon variant="default" className={styles.dots} aria-label={t("contact.more")}>
            <IconDots size={17} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayReview && (
            <Menu.Item leftSection={<IconEye size={16} stroke={1.7} />} onClick={() => void review()}>
              {t("contact.markLookedAt")}
            </Menu.Item>
          )}
          {mayMerge && (
            <Menu.Item
              leftSection={<IconGitMerge size={16} stroke={1.7} />}
              onClick={() => setOpen("merge")}
            >
              {t("contact.merge")}
            </Menu.Item>
          )}
          {mayOpenAdmin && (
            <Menu.Item
              component="a"
              href={`/admin/contacts/contact/${contact.id}/change/`}
              leftSection={<IconSettings size={16} stroke={1.7} />}
            >
              {t("contact.admin")}
            </Menu.Item>
          )}
          {mayDelete && (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} stroke={1.7} />}
              onClick={() => setOpen("delete")}
            >
              {t("contact.delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === "merge" && <MergeDialog contact={contact} onClose={() => setOpen(null)} />}
      {open === "delete" && <DeleteDialog contact={contact} onClose={() => setOpen(null)} />}
    </>
  );
}
