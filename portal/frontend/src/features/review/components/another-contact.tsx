import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { ButtonKey } from "@/components/button-key";
import type { components } from "@/lib/api/schema";
import { international } from "@/lib/format/phones";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import { useDebounced } from "@/lib/use-debounced";
import { contactSearchQuery } from "@/lib/contacts/search-contacts";
import { ContactChoice } from "./contact-choice";
import styles from "./who-was-it.module.css";

type Contact = components["schemas"]["Contact"];

interface AnotherContactProps {
  onSearching: (isSearching: boolean) => void;
  onChoose: (contact: Contact) => void;
}

/** Somebody who isn't among the matches: found as one types, chosen with the arrows and Enter. */
export function AnotherContact({ onSearching, onChoose }: AnotherContactProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const wanted = useDebounced(text.trim(), 150);
  const search = useQuery(contactSearchQuery(wanted));
  const found = text.trim() ? (search.data ?? []) : [];
  const chosen = found[Math.min(at, found.length - 1)];

  useKeys([
    { keys: "/", does: t("review.keySearch"), group: "page", run: () => field.current?.focus() },
  ]);

  function type(next: string): void {
    setText(next);
    setAt(0);
    onSearching(next.trim() !== "");
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      if (text) event.stopPropagation();
      else field.current?.blur();
      type("");
    } else if (event.key === "Enter" && chosen && wanted === text.trim() && !search.isPlaceholderData) onChoose(chosen);
    else if (event.key === "ArrowDown") setAt(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else return;
    event.preventDefault();
  }

  return (
    <>
      {found.length > 0 && (
        <div id={id} role="listbox" aria-label={t("review.found")}>
          {found.map((contact) => (
            <div
              key={contact.id}
              id={`${id}-${contact.id}`}
              role="option"
              aria-selected={contact.id === chosen?.id}
              className={styles.row}
              // Focus stays in the field.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(contact)}
            >
              <ContactChoice
                contact={contact}
                line={contact.phone_number ? international(contact.phone_number) : contact.email}
              />
            </div>
          ))}
        </div>
      )}
      {wanted !== "" && text.trim() !== "" && found.length === 0 && !search.isFetching && (
        <p className={styles.none} role="status">
          {search.isError ? t("review.searchFailed") : t("review.foundNone", { text: wanted })}
        </p>
      )}
      <label className={styles.search}>
        <IconSearch size={16} stroke={1.8} aria-hidden />
        <input
          ref={field}
          className={styles.field}
          role="combobox"
          aria-label={t("review.another")}
          aria-expanded={found.length > 0}
          aria-controls={id}
          aria-activedescendant={chosen && `${id}-${chosen.id}`}
          autoComplete="off"
          maxLength={200}
          placeholder={t("review.another")}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <ButtonKey keys="/" />
      </label>
    </>
  );
}
