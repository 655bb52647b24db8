import { ActionIcon, Autocomplete } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ClipboardEvent, useId, useState } from "react";
import { Badge } from "@/components/badge";
import { t } from "@/lib/messages";
import type { Reading } from "../use-readings";
import type { NumberValues } from "../values";
import { CountryPicker } from "./country-picker";
import { NumberReading } from "./number-reading";
import styles from "./number-row.module.css";

const LABELS = [
  t("contactForm.labelMobile"),
  t("contactForm.labelWork"),
  t("contactForm.labelHome"),
  t("contactForm.labelSwitchboard"),
];
const MAX_LABEL = 30;
const MAX_NUMBER = 64;

interface NumberRowProps {
  number: NumberValues;
  place: number;
  reading: Reading | undefined;
  fault: string | undefined;
  isOnly: boolean;
  onChange: (changes: Partial<NumberValues>) => void;
  onMakePrimary: () => void;
  onRemove: () => void;
}

export function NumberRow(props: NumberRowProps) {
  const { number, place, reading, fault, isOnly, onChange, onMakePrimary, onRemove } = props;
  const [isTyping, setIsTyping] = useState(false);
  const below = useId();
  const isGiven = number.text.trim() !== "";
  // Whoever writes +49 has said the country, whatever was chosen.
  const stated = number.text.trim().startsWith("+") ? reading?.explained?.country : null;

  function paste(event: ClipboardEvent): void {
    // A number from a web page brings marks that nobody sees.
    const text = event.clipboardData.getData("text").replace(/\p{Cf}/gu, "").trim();
    if (number.text !== "" || text === "") return;
    event.preventDefault();
    retype(text.slice(0, MAX_NUMBER));
  }

  function retype(text: string): void {
    onChange({ text, e164: null, extension: "", is_shared: false, if_taken: "refuse" });
  }

  return (
    <div className={styles.row}>
      <div className={styles.inputs}>
        <div className={styles.box} data-is-faulty={fault !== undefined}>
          <CountryPicker
            value={stated ?? number.region}
            place={place}
            onChange={(region) =>
              onChange({ region, e164: null, extension: "", is_shared: false, if_taken: "refuse" })
            }
          />
          <input
            type="tel"
            className={`${styles.number} num`}
            data-field={number.key}
            aria-label={t("contactForm.number", { place })}
            aria-describedby={below}
            aria-invalid={fault !== undefined}
            autoComplete="off"
            maxLength={MAX_NUMBER}
            value={number.text}
            onFocus={() => setIsTyping(true)}
            onBlur={() => setIsTyping(false)}
            onPaste={paste}
            onChange={(event) => retype(event.currentTarget.value)}
          />
          <Standing number={number} isOnly={isOnly} isGiven={isGiven} onMakePrimary={onMakePrimary} />
        </div>
        <Autocomplete
          className={styles.label}
          aria-label={t("contactForm.labelOf", { place })}
          placeholder={t("contactForm.label")}
          data={LABELS}
          maxLength={MAX_LABEL}
          // Typing one of one's own must not hide what is usual.
          filter={({ options }) => options}
          value={number.label}
          onChange={(label) => onChange({ label })}
        />
        <ActionIcon
          className={styles.remove}
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t("contactForm.remove", { place })}
          onClick={onRemove}
        >
          <IconX size={16} stroke={1.7} />
        </ActionIcon>
      </div>
      <div id={below} className={styles.below} aria-live="polite">
        {fault && <p className={styles.fault}>{fault}</p>}
        {!fault && isGiven && reading && <NumberReading reading={reading} isTyping={isTyping} />}
      </div>
    </div>
  );
}

function Standing({
  number,
  isOnly,
  isGiven,
  onMakePrimary,
}: Pick<NumberRowProps, "number" | "isOnly" | "onMakePrimary"> & { isGiven: boolean }) {
  return (
    <>
      {number.is_shared && <Badge>{t("contactForm.shared")}</Badge>}
      {number.is_primary && !isOnly && <Badge>{t("contactForm.primary")}</Badge>}
      {!number.is_primary && isGiven && (
        <button type="button" className={styles.makePrimary} onClick={onMakePrimary}>
          {t("contactForm.makePrimary")}
        </button>
      )}
    </>
  );
}
