import { Button } from "@mantine/core";
import { IconUserOff } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { EmptyState } from "@/components/empty-state";
import { KeptWords } from "@/components/kept-words";
import { useMay } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { keptDraft } from "@/lib/use-draft";
import { useRestore } from "../use-restore";
import { contactNoteDraft } from "./note-box";

/** Deleted, or never there: a manager can try to bring it back. */
export function ContactGone({ id }: { id: string }) {
  const mayRestore = useMay("contacts.delete_contact");
  const restore = useRestore();
  const [note] = useState(() => keptDraft<string>(contactNoteDraft(id)));
  return (
    <EmptyState
      icon={<IconUserOff size={20} stroke={1.6} />}
      title={t("contact.gone")}
      steps={
        <>
          <Button component={Link} to="/contacts">
            {t("contact.toContacts")}
          </Button>
          {mayRestore && (
            <Button variant="default" onClick={() => void restore(id)}>
              {t("contact.restore")}
            </Button>
          )}
        </>
      }
    >
      {t("contact.goneWhy")}
      {note && <KeptWords text={note} />}
    </EmptyState>
  );
}
