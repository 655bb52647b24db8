import { Button, Radio } from "@mantine/core";
import { useState } from "react";
import { PersonName } from "@/components/names";
import { useMe } from "@/lib/api/me";
import { rich, t } from "@/lib/messages";
import type { ContactDetail } from "@/lib/contacts/get-contact";
import type { Field } from "../changes";
import { type Side, disagreements, resolved } from "../conflict";
import { type ContactDraft, valuesOf } from "../values";
import styles from "./conflict.module.css";
import { FIELD_NAMES, FieldValue } from "./field-value";

interface ConflictProps {
  draft: ContactDraft;
  theirs: ContactDetail;
  isSaving: boolean;
  onSave: (draft: ContactDraft) => void;
  onBack: () => void;
}

/** The two versions side by side, field by field. */
export function Conflict({ draft, theirs, isSaving, onSave, onBack }: ConflictProps) {
  const me = useMe();
  const others = valuesOf(theirs);
  const rows = disagreements(draft, others);
  const [choices, setChoices] = useState<Partial<Record<Field, Side>>>({});
  const chosen = (field: Field) =>
    choices[field] ?? rows.find((row) => row.field === field)?.suggested ?? null;
  const all = (side: Side) =>
    setChoices(Object.fromEntries(rows.map(({ field }) => [field, side])));
  const isDone = rows.every(({ field }) => chosen(field) !== null);
  const last = theirs.timeline.results.find((entry) => entry.kind === "event");
  const by = last && "actor" in last && last.actor?.id !== me.id ? last.actor : null;

  function save(): void {
    const sides = Object.fromEntries(rows.map(({ field }) => [field, chosen(field) ?? "theirs"]));
    onSave(resolved(draft, theirs, sides));
  }

  return (
    <section className={styles.conflict} aria-live="polite">
      <p className={styles.lead} role="alert">
        {by
          ? rich("contactForm.conflictBy", { name: <PersonName person={by} /> })
          : t("contactForm.conflict")}
      </p>
      <div className={styles.all}>
        <Button size="compact-md" variant="default" onClick={() => all("mine")}>
          {t("contactForm.allMine")}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => all("theirs")}>
          {t("contactForm.allTheirs")}
        </Button>
      </div>
      {rows.map(({ field }) => (
        <Radio.Group
          key={field}
          label={t(FIELD_NAMES[field])}
          value={chosen(field)}
          onChange={(side) => setChoices({ ...choices, [field]: side as Side })}
        >
          <div className={styles.sides}>
            {(["mine", "theirs"] as const).map((side) => (
              <Radio.Card key={side} value={side} className={styles.side}>
                <Radio.Indicator className={styles.indicator} />
                <span className={styles.value}>
                  <span className={styles.whose}>{t(`contactForm.${side}`)}</span>
                  <FieldValue values={side === "mine" ? draft.values : others} field={field} />
                </span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
      ))}
      <div className={styles.steps}>
        {!isDone && <span className={styles.wait}>{t("contactForm.chooseEach")}</span>}
        <Button variant="default" onClick={onBack}>
          {t("shell.back")}
        </Button>
        <Button disabled={!isDone} loading={isSaving} onClick={save}>
          {t("contactForm.save")}
        </Button>
      </div>
    </section>
  );
}
