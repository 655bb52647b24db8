import { Button, Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { asProblem } from "@/lib/api/problem";
import type { Contact } from "@/lib/contacts/contact";
import { deleteContact } from "@/lib/contacts/delete-contact";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { useRestore } from "../use-restore";
import styles from "./dialogs.module.css";

export function DeleteDialog({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const restore = useRestore();
  const [failure, setFailure] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const name = contact.display_name;

  async function remove(): Promise<void> {
    setIsBusy(true);
    try {
      await deleteContact(contact.id);
    } catch (error) {
      setFailure(asProblem(error).detail);
      setIsBusy(false);
      return;
    }
    await navigate("/contacts");
    client.removeQueries({ queryKey: ["contacts", contact.id] });
    void client.invalidateQueries({ queryKey: ["contacts"] });
    showToast(t("contact.deleted", { name }), {
      label: t("contact.undoDelete"),
      run: () => void restore(contact.id),
    });
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={<bdi className={styles.title}>{t("contact.deleteAsk", { name })}</bdi>}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      transitionProps={{ duration: 0 }}
      centered
    >
      <p className={styles.words}>{t("contact.deleteWhy")}</p>
      {failure && (
        <p role="alert" className={styles.failure}>
          {t("contact.notDone", { why: failure })}
        </p>
      )}
      <div className={styles.steps}>
        <Button color="red" loading={isBusy} onClick={() => void remove()}>
          {t("contact.delete")}
        </Button>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t("contact.keep")}
        </Button>
      </div>
    </Modal>
  );
}
