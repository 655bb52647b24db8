import { TextInput } from "@mantine/core";
import { type FocusEvent, useState } from "react";
import { t } from "@/lib/messages";
import type { Faults } from "../checks";
import type { Reading } from "../use-readings";
import type { ContactValues } from "../values";
import styles from "./contact-fields.module.css";
import { DoNotCallField } from "./do-not-call-field";
import { FollowUpField } from "./follow-up-field";
import { NumberList } from "./number-list";
import { OwnerSelect } from "./owner-select";
import { StatusSelect } from "./status-select";

const TEXTS = [
  ["name", "contactForm.name", 300],
  ["company", "contactForm.company", 300],
  ["email", "contactForm.email", 254],
] as const;

interface ContactFieldsProps {
  values: ContactValues;
  readings: ReadonlyMap<string, Reading>;
  /** What is wrong by our own checks: shown once the field was left, or a save was tried. */
  found: Faults;
  /** What the server said. */
  refused: Faults;
  wasTried: boolean;
  onChange: (changes: Partial<ContactValues>) => void;
  onSame?: (ownerId: string, key: string) => void;
  isSameAsked: boolean;
}

export function ContactFields(props: ContactFieldsProps) {
  const { values, readings, found, refused, wasTried, onChange } = props;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const fault = (field: string) =>
    wasTried || left.has(field) ? (found[field] ?? refused[field]) : refused[field];

  const text = ([field, label, most]: (typeof TEXTS)[number]) => (
    <TextInput
      key={field}
      label={t(label)}
      data-field={field}
      data-autofocus={field === "name" || undefined}
      type={field === "email" ? "email" : "text"}
      autoComplete="off"
      dir="auto"
      maxLength={most}
      value={values[field]}
      // A name belongs to no field by itself: only a try to save says that it is missing.
      error={field === "name" ? (wasTried ? found.name : undefined) ?? refused.name : fault(field)}
      onBlur={(event: FocusEvent<HTMLInputElement>) => {
        if (event.currentTarget.value) setLeft(new Set([...left, field]));
      }}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  );

  const [name, company, email] = TEXTS;
  return (
    <div className={styles.fields}>
      {text(name)}
      <div className={styles.pair}>
        {text(company)}
        {text(email)}
      </div>
      <NumberList
        numbers={values.numbers}
        readings={readings}
        faults={refused}
        onChange={(numbers) => onChange({ numbers })}
        onSame={props.onSame}
        isSameAsked={props.isSameAsked}
      />
      <div className={styles.pair}>
        <StatusSelect
          status={values.status}
          error={refused.status}
          onChange={(status) => onChange({ status })}
        />
        <OwnerSelect
          owner={values.owner}
          error={refused.owner}
          onChange={(owner) => onChange({ owner })}
        />
      </div>
      <DoNotCallField values={values} error={refused.do_not_call_reason} onChange={onChange} />
      <FollowUpField values={values} faults={refused} onChange={onChange} />
    </div>
  );
}
