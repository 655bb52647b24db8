import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { ButtonKey } from "@/components/button-key";
import { useMay } from "@/lib/api/me";
import { openContactDrawer } from "@/lib/contact-drawer";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import styles from "./contacts.module.css";

export function NewContact() {
  return useMay("contacts.add_contact") ? <NewContactButton /> : null;
}

function NewContactButton() {
  const navigate = useNavigate();
  const open = () =>
    openContactDrawer({ onSaved: ({ id }) => void navigate(`/contacts/${id}`) });
  useKeys([{ keys: "c", does: t("contacts.new"), group: "page", run: open }]);
  return (
    <Button
      className={styles.new}
      leftSection={<IconPlus size={16} stroke={1.9} aria-hidden />}
      rightSection={<ButtonKey keys="c" />}
      onClick={open}
    >
      <span className={styles.newWord}>{t("contacts.new")}</span>
    </Button>
  );
}
