import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "@/lib/messages";
import { DURATIONS, minutesOf, secondsOf } from "@/features/calls/durations";
import type { EditorProps } from "./chip-editor";
import { ChoiceList } from "@/components/filter-bar/choice-list";
import styles from "./editors.module.css";

export function DurationEditor({ filters, change }: EditorProps) {
  const { min_duration: min, max_duration: max } = filters;
  const [least, setLeast] = useState(minutesOf(min));
  const [most, setMost] = useState(minutesOf(max));

  function apply(event: FormEvent): void {
    event.preventDefault();
    change({ min_duration: secondsOf(least), max_duration: secondsOf(most) });
  }

  return (
    <>
      <ChoiceList
        label={t("calls.length")}
        choices={DURATIONS.map(({ label }) => ({ value: label, label: t(label) }))}
        value={DURATIONS.find((each) => each.min === min && each.max === max)?.label}
        onChoose={(label) => {
          const chosen = DURATIONS.find((each) => each.label === label);
          change({ min_duration: chosen?.min, max_duration: chosen?.max });
        }}
      />
      <form className={styles.form} onSubmit={apply}>
        <TextInput
          inputMode="decimal"
          label={t("calls.atLeast")}
          value={least}
          onChange={(event) => setLeast(event.currentTarget.value)}
        />
        <TextInput
          inputMode="decimal"
          label={t("calls.atMost")}
          value={most}
          onChange={(event) => setMost(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={secondsOf(least) === undefined && secondsOf(most) === undefined}
        >
          {t("calls.apply")}
        </Button>
      </form>
    </>
  );
}
