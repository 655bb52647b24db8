import { Switch, TextInput } from "@mantine/core";
import { useId } from "react";
import { t } from "@/lib/messages";
import type { ContactValues } from "../values";
import styles from "./contact-fields.module.css";

interface DoNotCallFieldProps {
  values: ContactValues;
  error?: string;
  onChange: (changes: Partial<ContactValues>) => void;
}

export function DoNotCallField({ values, error, onChange }: DoNotCallFieldProps) {
  const hint = useId();
  const label = useId();
  return (
    <div className={styles.group}>
      <div className={styles.switchRow}>
        <label htmlFor={label}>
          <span className={styles.switchTitle}>{t("contactForm.doNotCall")}</span>
          <span id={hint} className={styles.hint}>
            {t("contactForm.doNotCallHint")}
          </span>
        </label>
        <Switch
          id={label}
          aria-label={t("contactForm.doNotCall")}
          aria-describedby={hint}
          size="md"
          withThumbIndicator={false}
          checked={values.do_not_call}
          onChange={(event) => onChange({ do_not_call: event.currentTarget.checked })}
        />
      </div>
      {values.do_not_call && (
        <TextInput
          aria-label={t("contactForm.reason")}
          placeholder={t("contactForm.reasonHint")}
          maxLength={300}
          value={values.do_not_call_reason}
          error={error}
          onChange={(event) => onChange({ do_not_call_reason: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
