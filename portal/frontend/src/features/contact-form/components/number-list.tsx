import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Fragment, useRef } from "react";
import { t } from "@/lib/messages";
import type { Faults } from "../checks";
import type { Reading } from "../use-readings";
import { type NumberValues, newNumber, nextKey } from "../values";
import styles from "./contact-fields.module.css";
import { NumberRow } from "./number-row";
import { TakenNumber } from "./taken-number";

const MOST = 50;

interface NumberListProps {
  numbers: readonly NumberValues[];
  readings: ReadonlyMap<string, Reading>;
  faults: Faults;
  onChange: (numbers: NumberValues[]) => void;
  /** The owner of the row's number is whom the form is about. */
  onSame?: (ownerId: string, key: string) => void;
  isSameAsked: boolean;
}

export function NumberList(props: NumberListProps) {
  const { numbers, readings, faults, onChange, onSame, isSameAsked } = props;
  const list = useRef<HTMLFieldSetElement>(null);

  function change(key: string, changes: Partial<NumberValues>): void {
    onChange(numbers.map((row) => (row.key === key ? { ...row, ...changes } : row)));
  }

  function remove(key: string): void {
    const left = numbers.filter((row) => row.key !== key);
    const [first] = left;
    if (first && !left.some((row) => row.is_primary)) left[0] = { ...first, is_primary: true };
    onChange(left);
    focusLast();
  }

  function add(): void {
    onChange([...numbers, newNumber(nextKey(numbers), "", numbers.length === 0)]);
    focusLast();
  }

  function focusLast(): void {
    requestAnimationFrame(() => {
      const rows = list.current?.querySelectorAll<HTMLElement>("input[type=tel]");
      (rows?.[rows.length - 1] ?? list.current?.querySelector("button"))?.focus();
    });
  }

  return (
    <fieldset ref={list} className={styles.numbers}>
      <legend className={styles.legend}>{t("contactForm.numbers")}</legend>
      {numbers.map((number, index) => {
        const reading = readings.get(number.key);
        const owner = reading?.explained?.contact;
        const isOthers = reading?.isTaken || number.if_taken !== "refuse";
        return (
          <Fragment key={number.key}>
            <NumberRow
              number={number}
              place={index + 1}
              reading={reading}
              fault={reading?.isTaken ? undefined : faults[number.key]}
              isOnly={numbers.length === 1}
              onChange={(changes) => change(number.key, changes)}
              onMakePrimary={() =>
                onChange(numbers.map((row) => ({ ...row, is_primary: row.key === number.key })))
              }
              onRemove={() => remove(number.key)}
            />
            {owner && isOthers && (
              <TakenNumber
                owner={owner}
                choice={number.if_taken}
                onChoose={(if_taken) => change(number.key, { if_taken })}
                onSame={onSame && (() => onSame(owner.id, number.key))}
                isSameAsked={isSameAsked}
              />
            )}
          </Fragment>
        );
      })}
      {numbers.length < MOST && (
        <Button
          variant="subtle"
          size="compact-md"
          className={styles.add}
          leftSection={<IconPlus size={16} stroke={1.9} />}
          onClick={add}
        >
          {t("contactForm.add")}
        </Button>
      )}
    </fieldset>
  );
}
