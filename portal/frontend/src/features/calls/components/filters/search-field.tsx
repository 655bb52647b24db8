import { IconSearch, IconX } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import styles from "./filters.module.css";

const WAIT_MS = 250;
const MOST = 200;

interface SearchFieldProps {
  value: string;
  onSearch: (text: string) => void;
}

/** Searches while one types. What stands in the address wins when it changes by itself. */
export function SearchField({ value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState({ text: value, of: value });
  const field = useRef<HTMLInputElement>(null);
  const text = typed.of === value ? typed.text : value;
  const search = useEffectEvent((wanted: string) => onSearch(wanted));

  useKeys([
    { keys: "/", does: t("calls.keySearch"), group: "page", run: () => field.current?.select() },
  ]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => search(text.trim()), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text, value]);

  function set(next: string): void {
    setTyped({ text: next, of: value });
  }

  return (
    <div className={styles.search} role="search">
      <IconSearch size={16} stroke={1.7} aria-hidden />
      <input
        ref={field}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={MOST}
        aria-label={t("calls.searchLabel")}
        placeholder={t("calls.search")}
        value={text}
        onChange={(event) => set(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onSearch(text.trim());
          if (event.key !== "Escape") return;
          if (text) set("");
          else field.current?.blur();
        }}
      />
      {text ? (
        <button
          type="button"
          className={styles.clear}
          aria-label={t("calls.clearSearch")}
          onClick={() => {
            onSearch("");
            set("");
            field.current?.focus();
          }}
        >
          <IconX size={14} stroke={1.8} aria-hidden />
        </button>
      ) : (
        <ButtonKey keys="/" />
      )}
    </div>
  );
}
