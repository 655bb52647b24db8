import { Button, TextInput } from "@mantine/core";
import { t } from "@/lib/messages";
import { dayAt, fieldTime, momentOf } from "@/lib/format/zoned";
import { currentViewer } from "@/lib/viewer";
import type { Faults } from "../checks";
import type { ContactValues } from "../values";
import styles from "./contact-fields.module.css";

const MORNING = 9;
const PRESETS = [
  ["contactForm.tomorrow", 1],
  ["contactForm.inAWeek", 7],
] as const;

interface FollowUpFieldProps {
  values: ContactValues;
  faults: Faults;
  onChange: (changes: Partial<ContactValues>) => void;
}

/** When, on the viewer's clock, and what for. */
export function FollowUpField({ values, faults, onChange }: FollowUpFieldProps) {
  const { follow_up_at: at, follow_up_note: note } = values;

  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t("contactForm.followUp")}</legend>
      <div className={styles.presets}>
        <TextInput
          type="datetime-local"
          aria-label={t("contactForm.followUpZone", { zone: currentViewer().timeZone })}
          title={t("contactForm.followUpZone", { zone: currentViewer().timeZone })}
          className={styles.when}
          value={at ? fieldTime(new Date(at)) : ""}
          error={faults.follow_up_at}
          onChange={(event) => {
            const moment = momentOf(event.currentTarget.value);
            onChange({ follow_up_at: moment?.toISOString() ?? null });
          }}
        />
        {at ? (
          <Button variant="default" onClick={() => onChange({ follow_up_at: null })}>
            {t("contactForm.clearFollowUp")}
          </Button>
        ) : (
          PRESETS.map(([words, days]) => (
            <Button
              key={days}
              variant="default"
              px={10}
              onClick={() => onChange({ follow_up_at: dayAt(days, MORNING).toISOString() })}
            >
              {t(words)}
            </Button>
          ))
        )}
      </div>
      {at && (
        <TextInput
          aria-label={t("contactForm.followUpNote")}
          placeholder={t("contactForm.followUpNoteHint")}
          maxLength={300}
          value={note}
          error={faults.follow_up_note}
          onChange={(event) => onChange({ follow_up_note: event.currentTarget.value })}
        />
      )}
    </fieldset>
  );
}
