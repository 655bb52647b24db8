import { ActionIcon, Button, Popover, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconUserEdit } from "@tabler/icons-react";
import { useState } from "react";
import { ContactName } from "@/components/names";
import type { Call } from "@/lib/call";
import { matchesQuery } from "@/lib/calls/list-matches";
import { contactSearchQuery } from "@/lib/contacts/search-contacts";
import { t } from "@/lib/messages";
import { useDebounced } from "@/lib/use-debounced";
import { useChangeContact } from "../api/change-contact";
import styles from "./link-choice.module.css";

/** Whose call it is, found by name or number; without a word, the best matches. */
export function LinkChoice({ call }: { call: Call }) {
  const [isOpen, setIsOpen] = useState(false);
  const label = t(call.contact ? "call.relink" : "call.link");
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-end"
      width={288}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        {call.contact ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={label}
            title={label}
            onClick={() => setIsOpen(!isOpen)}
          >
            <IconUserEdit size={17} stroke={1.7} aria-hidden />
          </ActionIcon>
        ) : (
          <Button onClick={() => setIsOpen(!isOpen)}>{label}</Button>
        )}
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown}>
        <Candidates call={call} onDone={() => setIsOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Candidates({ call, onDone }: { call: Call; onDone: () => void }) {
  const [text, setText] = useState("");
  const search = useDebounced(text.trim());
  const { data: matches } = useQuery({ ...matchesQuery(call.id), enabled: search === "" });
  const { data: searched } = useQuery(contactSearchQuery(search));
  const found = search ? searched : matches?.map(({ contact }) => contact);
  const change = useChangeContact();
  const others = found?.filter(({ id }) => id !== call.contact?.id) ?? [];

  function choose(contact: { id: string; display_name: string } | null): void {
    change({ callId: call.id, contact });
    onDone();
  }

  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t("call.search")}
        placeholder={t("call.search")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ul aria-label={t("call.candidates")}>
        {others.map((contact) => (
          <li key={contact.id}>
            <button type="button" className={styles.candidate} onClick={() => choose(contact)}>
              <ContactName contact={contact} className={styles.name} />
              <bdi dir="auto" className={`${styles.company} cut`}>
                {contact.company || contact.phone_number}
              </bdi>
            </button>
          </li>
        ))}
      </ul>
      {found && others.length === 0 && <p className={styles.none}>{t("call.nobodyFound")}</p>}
      {call.contact && (
        <Button variant="default" fullWidth onClick={() => choose(null)}>
          {t("call.unlink")}
        </Button>
      )}
    </>
  );
}
