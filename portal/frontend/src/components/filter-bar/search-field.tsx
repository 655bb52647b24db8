import { IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import styles from "./filter-bar.module.css";

const MAX_LENGTH = 200;

export interface SearchFieldProps {
  /** As it stands in the address. */
  value: string;
  onSearch: (text: string) => void;
  label: string;
  placeholder?: string;
  waitMs: number;
}

/** Searches while one types. What changes the address from elsewhere changes the field, too. */
export function SearchField(props: SearchFieldProps) {
  const { value, onSearch, label, placeholder = label, waitMs } = props;
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  // The address follows a moment later: what comes from here must not undo what was typed since.
  const sent = useRef(new Set<string>());

  const send = useEffectEvent((wanted: string) => {
    if (wanted === value) return;
    sent.current.add(wanted);
    onSearch(wanted);
  });
  const followAddress = useEffectEvent((address: string) => {
    if (!sent.current.delete(address)) setText(address);
  });
  useEffect(() => followAddress(value), [value]);
  useEffect(() => {
    const timer = setTimeout(() => send(text.trim()), waitMs);
    return () => clearTimeout(timer);
  }, [text, waitMs]);
  useKeys([{ keys: "/", does: label, group: "page", run: () => field.current?.select() }]);

  function clear(): void {
    setText("");
    sendNow("");
    field.current?.focus();
  }

  function sendNow(wanted: string): void {
    sent.current.add(wanted);
    onSearch(wanted);
  }

  return (
    <div className={styles.search} role="search">
      <IconSearch size={16} stroke={1.7} aria-hidden />
      <input
        ref={field}
        dir="auto"
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_LENGTH}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") sendNow(text.trim());
          if (event.key !== "Escape") return;
          if (text) clear();
          else field.current?.blur();
        }}
      />
      {text ? (
        <button
          type="button"
          className={styles.clear}
          aria-label={t("filters.clearSearch")}
          onClick={clear}
        >
          <IconX size={14} stroke={1.8} aria-hidden />
        </button>
      ) : (
        <ButtonKey keys="/" />
      )}
    </div>
  );
}
