import { Fragment } from "react";
import { relativeTime } from "@/lib/format/times";
import { type PlainKey, t } from "@/lib/messages";
import { type Field, givenNumbers } from "../changes";
import type { ContactValues } from "../values";

export const FIELD_NAMES = {
  name: "contactForm.name",
  company: "contactForm.company",
  email: "contactForm.email",
  numbers: "contactForm.numbers",
  status: "contactForm.status",
  owner: "contactForm.owner",
  do_not_call: "contactForm.doNotCall",
  do_not_call_reason: "contactForm.reason",
  follow_up_at: "contactForm.followUp",
  follow_up_note: "contactForm.followUpNote",
} as const satisfies Record<Field, PlainKey>;

/** A field as one reads it, to be compared with another version. */
export function FieldValue({ values, field }: { values: ContactValues; field: Field }) {
  if (field === "do_not_call")
    return <span>{t(values.do_not_call ? "contactForm.yes" : "contactForm.no")}</span>;
  if (field === "numbers" && givenNumbers(values).length > 0) {
    return (
      <span>
        {givenNumbers(values).map((number) => (
          <Fragment key={number.key}>
            <bdi dir="ltr">{number.text}</bdi>
            {number.label && <> ({number.label})</>}
            <br />
          </Fragment>
        ))}
      </span>
    );
  }
  const text = words(values, field);
  return <bdi dir="auto">{text || t("contactForm.empty")}</bdi>;
}

function words(values: ContactValues, field: Field): string {
  if (field === "owner") return values.owner?.name ?? "";
  if (field === "follow_up_at")
    return values.follow_up_at ? relativeTime(new Date(values.follow_up_at)) : "";
  const value = values[field];
  return typeof value === "string" ? value : "";
}
