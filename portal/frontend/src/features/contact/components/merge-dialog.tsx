import { Button, Modal, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { ContactName } from "@/components/names";
import { PhoneNumber } from "@/components/phone-number";
import { asProblem } from "@/lib/api/problem";
import type { Contact } from "@/lib/contacts/contact";
import { fewContactsQuery } from "@/lib/contacts/list-contacts";
import { rich, t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { useDebounced } from "@/lib/use-debounced";
import { mergeContacts } from "@/lib/contacts/merge-contacts";
import styles from "./dialogs.module.css";
import { MergeMoves } from "./merge-moves";

const SHOWN = 6;
const WAIT_MS = 150;

interface MergeDialogProps {
  contact: Contact;
  onClose: () => void;
}

/** Two contacts of one person: the other one is chosen, what moves is shown, and only then it's done. */
export function MergeDialog({ contact, onClose }: MergeDialogProps) {
  const [duplicate, setDuplicate] = useState<Contact | null>(null);
  const merge = useMerge(contact, onClose);
  const names = {
    name: <ContactName contact={contact} className={styles.asked} />,
    duplicate: duplicate && <ContactName contact={duplicate} className={styles.asked} />,
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        <span className={styles.title}>
          {duplicate ? rich("contact.mergeAsk", names) : t("contact.merge")}
        </span>
      }
      closeButtonProps={{ "aria-label": t("shell.close") }}
      transitionProps={{ duration: 0 }}
      size={520}
    >
      {duplicate ? (
        <>
          <MergeMoves survivor={contact} duplicate={duplicate} />
          {merge.failure && (
            <p role="alert" className={styles.failure}>
              {t("contact.notDone", { why: merge.failure })}
            </p>
          )}
          <div className={styles.steps}>
            <Button loading={merge.isBusy} onClick={() => void merge.run(duplicate)}>
              {t("contact.mergeYes")}
            </Button>
            <Button variant="default" onClick={() => setDuplicate(null)}>
              {t("contact.mergeOther")}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className={styles.words}>{rich("contact.mergeLead", { name: names.name })}</p>
          <Candidates contact={contact} onChoose={setDuplicate} />
        </>
      )}
    </Modal>
  );
}

function useMerge(contact: Contact, onDone: () => void) {
  const client = useQueryClient();
  const [failure, setFailure] = useState("");
  const [isBusy, setIsBusy] = useState(false);

  async function run(duplicate: Contact): Promise<void> {
    setIsBusy(true);
    setFailure("");
    try {
      await mergeContacts(contact.id, duplicate.id);
      void client.invalidateQueries({ queryKey: ["contacts"] });
      onDone();
      showToast(t("contact.merged", { name: duplicate.display_name }));
    } catch (error) {
      setFailure(asProblem(error).detail);
      setIsBusy(false);
    }
  }

  return { run, failure, isBusy };
}

function Candidates({ contact, onChoose }: { contact: Contact; onChoose: (one: Contact) => void }) {
  const [search, setSearch] = useState(contact.name);
  const settled = useDebounced(search.trim(), WAIT_MS);
  const { data } = useQuery({
    ...fewContactsQuery({ search: settled || undefined, limit: SHOWN + 1 }),
    placeholderData: keepPreviousData,
  });
  const others = data?.results.filter(({ id }) => id !== contact.id).slice(0, SHOWN);
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t("contact.mergeSearch")}
        placeholder={t("contact.mergeSearch")}
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {others?.length === 0 && <p className={styles.none}>{t("contact.mergeNone")}</p>}
      <ul className={styles.candidates}>
        {others?.map((other) => (
          <li key={other.id}>
            <button type="button" className={styles.candidate} onClick={() => onChoose(other)}>
              <span className={styles.candidateName}>
                <ContactName contact={other} className={styles.name} />
                {other.company && <bdi className={`${styles.company} cut`}>{other.company}</bdi>}
              </span>
              {other.phone_number && <PhoneNumber e164={other.phone_number} />}
              <span className={`${styles.count} num`}>
                {t("contact.callsOf", { count: other.call_count })}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
