import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "@/lib/messages";
import { PERIODS, periodOf } from "@/features/calls/dates";
import type { EditorProps } from "./chip-editor";
import { ChoiceList } from "@/components/filter-bar/choice-list";
import styles from "./editors.module.css";

const DATE = /^\d{4}-\d\d-\d\d$/;

function dateOr(bound = ""): string {
  return DATE.test(bound) ? bound : "";
}

/** Presets that go with the days, or two days of one's own. */
export function DateEditor({ filters, change }: EditorProps) {
  const [from, setFrom] = useState(dateOr(filters.started_after));
  const [to, setTo] = useState(dateOr(filters.started_before));

  function apply(event: FormEvent): void {
    event.preventDefault();
    change({ started_after: from || undefined, started_before: to || undefined });
  }

  return (
    <>
      <ChoiceList
        label={t("calls.date")}
        choices={PERIODS.map((period) => ({ value: period.label, label: t(period.label) }))}
        value={periodOf(filters)?.label}
        onChoose={(label) => {
          const period = PERIODS.find((each) => each.label === label);
          change({ started_after: period?.after, started_before: period?.before });
        }}
      />
      <form className={styles.form} aria-label={t("calls.customDates")} onSubmit={apply}>
        <TextInput
          type="date"
          label={t("calls.fromDay")}
          value={from}
          max={to || undefined}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t("calls.toDay")}
          value={to}
          min={from || undefined}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!from && !to}>
          {t("calls.apply")}
        </Button>
      </form>
    </>
  );
}
