import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import { readingWords } from "../readings";
import type { Reading } from "../use-readings";
import styles from "./number-row.module.css";

const ICONS = { good: IconCheck, amber: IconAlertTriangle, red: IconX, quiet: null } as const;

/** Below the number at once: its whole form, its place and its kind. */
export function NumberReading({ reading, isTyping }: { reading: Reading; isTyping: boolean }) {
  const { tone, text } = readingWords(reading, isTyping);
  const Icon = ICONS[tone];
  const whole = reading.explained?.international ?? reading.explained?.e164;
  return (
    <p className={styles.reading} data-tone={tone}>
      {Icon && <Icon size={14} stroke={1.9} aria-hidden />}
      {whole && (tone === "good" || tone === "amber") && (
        <bdi dir="ltr" className={`${styles.whole} num`} title={reading.explained?.e164 ?? ""}>
          {whole}
        </bdi>
      )}
      <span>{text}</span>
    </p>
  );
}
