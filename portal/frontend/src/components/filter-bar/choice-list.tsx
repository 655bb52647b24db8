import { TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { t } from "@/lib/messages";
import styles from "./filter-bar.module.css";

export interface Choice {
  value: string;
  label: string;
}

interface ChoiceListProps {
  label: string;
  choices: readonly Choice[];
  value: string | undefined;
  onChoose: (value: string) => void;
}

const SEARCHED_FROM = 9;

/** Choices one below the other, with a field to find one where there are many. */
export function ChoiceList({ label, choices, value, onChoose }: ChoiceListProps) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLocaleLowerCase();
  const shown = choices.filter((choice) => choice.label.toLocaleLowerCase().includes(wanted));
  const isSearched = choices.length >= SEARCHED_FROM;

  function pressed(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [first] = shown;
    if (first && wanted) onChoose(first.value);
  }

  return (
    <div role="group" aria-label={label} className={styles.choices} onKeyDown={moveFocus}>
      {isSearched && (
        <TextInput
          data-autofocus
          size="xs"
          aria-label={t("filters.find")}
          placeholder={t("filters.find")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={pressed}
        />
      )}
      {shown.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className={styles.choice}
          aria-pressed={choice.value === value}
          data-autofocus={(!isSearched && choice.value === (value ?? shown[0]?.value)) || undefined}
          onClick={() => onChoose(choice.value)}
        >
          <bdi className="cut" title={choice.label}>
            {choice.label}
          </bdi>
          {choice.value === value && <IconCheck size={14} stroke={2} aria-hidden />}
        </button>
      ))}
      {shown.length === 0 && <p className={styles.none}>{t("filters.noneFound")}</p>}
    </div>
  );
}

/** Up and down go through the list and its field. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>("input, button")];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  event.preventDefault();
  stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus();
}
