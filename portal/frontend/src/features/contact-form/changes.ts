import type { components } from "@/lib/api/schema";
import type { ContactValues, NumberValues } from "./values";

type NumberBody = components["schemas"]["PhoneNumberWriteRequest"];

export type ContactBody = Partial<
  Omit<ContactValues, "owner" | "numbers"> & { owner: string | null; phone_numbers: NumberBody[] }
>;
export type Field = keyof ContactValues;

export const FIELDS: readonly Field[] = [
  "name",
  "company",
  "email",
  "numbers",
  "status",
  "owner",
  "do_not_call",
  "do_not_call_reason",
  "follow_up_at",
  "follow_up_note",
];

/** Rows in which nothing was typed are no numbers. */
export function givenNumbers(values: ContactValues): NumberValues[] {
  return values.numbers.filter((number) => number.text.trim() !== "");
}

function numberBody(number: NumberValues): NumberBody {
  const { e164, text, region, extension, label, is_primary, is_shared, if_taken } = number;
  const rest = { label: label.trim(), is_primary, is_shared, if_taken };
  if (!e164) return { ...rest, raw: text, region };
  return { ...rest, e164, raw: text, region, extension };
}

/** What tells two versions of a field apart: a row's key or an empty row does not. */
function essence(values: ContactValues, field: Field): string {
  if (field === "numbers") return JSON.stringify(givenNumbers(values).map(numberBody));
  if (field === "owner") return values.owner?.id ?? "";
  if (field === "follow_up_at")
    return values.follow_up_at ? String(Date.parse(values.follow_up_at)) : "";
  const value = values[field];
  return typeof value === "string" ? value.trim() : String(value);
}

export function differs(one: ContactValues, other: ContactValues, field: Field): boolean {
  return essence(one, field) !== essence(other, field);
}

export function changedFields(base: ContactValues, values: ContactValues): Field[] {
  return FIELDS.filter((field) => differs(base, values, field));
}

/** Only what was changed: what somebody else did to the other fields meanwhile stays. */
export function bodyOf(base: ContactValues, values: ContactValues): ContactBody {
  const changed = changedFields(base, values);
  const body: ContactBody = {};
  for (const field of changed) {
    if (field === "numbers") body.phone_numbers = givenNumbers(values).map(numberBody);
    else if (field === "owner") body.owner = values.owner?.id ?? null;
    else if (field === "do_not_call") body.do_not_call = values.do_not_call;
    else if (field === "follow_up_at") body.follow_up_at = values.follow_up_at;
    else body[field] = values[field].trim();
  }
  // A reason goes with what it is the reason of; without that the server empties it by itself.
  if (!values.do_not_call) delete body.do_not_call_reason;
  if (!values.follow_up_at) delete body.follow_up_note;
  return body;
}
