import type { components } from "@/lib/api/schema";
import { currentViewer } from "@/lib/viewer";
import type { ContactDetail } from "@/lib/contacts/get-contact";

type Person = components["schemas"]["Person"];
export type IfTaken = components["schemas"]["IfTakenEnum"];

export interface NumberValues {
  /** Names the row while it is edited. */
  key: string;
  /** The saved number, until somebody types another. */
  e164: string | null;
  text: string;
  region: string;
  extension: string;
  label: string;
  is_primary: boolean;
  is_shared: boolean;
  if_taken: IfTaken;
}

/** What the form holds: a contact's editable fields, the numbers as they are typed. */
export interface ContactValues {
  name: string;
  company: string;
  email: string;
  status: string;
  owner: Person | null;
  do_not_call: boolean;
  do_not_call_reason: string;
  follow_up_at: string | null;
  follow_up_note: string;
  numbers: NumberValues[];
}

/** What is typed, and the version that it is an edit of. */
export interface ContactDraft {
  values: ContactValues;
  base: ContactValues;
  version: number;
}

export function newNumber(key: string, text = "", isPrimary = false): NumberValues {
  return {
    key,
    e164: null,
    text,
    region: currentViewer().region ?? "",
    extension: "",
    label: "",
    is_primary: isPrimary,
    is_shared: false,
    if_taken: "refuse",
  };
}

/** A name that no row of the list has. */
export function nextKey(numbers: readonly NumberValues[]): string {
  const taken = numbers.map(({ key }) => Number(/^new-(\d+)$/.exec(key)?.[1] ?? 0));
  return `new-${Math.max(0, ...taken) + 1}`;
}

export function blankDraft(prefill: { phone_number?: string; name?: string } = {}): ContactDraft {
  const base: ContactValues = {
    name: "",
    company: "",
    email: "",
    status: "",
    owner: null,
    do_not_call: false,
    do_not_call_reason: "",
    follow_up_at: null,
    follow_up_note: "",
    numbers: [newNumber("first", "", true)],
  };
  const numbers = [newNumber("first", prefill.phone_number ?? "", true)];
  return { base, values: { ...base, name: prefill.name ?? "", numbers }, version: 0 };
}

export function valuesOf(contact: ContactDetail): ContactValues {
  return {
    name: contact.name,
    company: contact.company,
    email: contact.email,
    status: contact.status,
    owner: contact.owner,
    do_not_call: contact.do_not_call,
    do_not_call_reason: contact.do_not_call_reason,
    follow_up_at: contact.follow_up_at,
    follow_up_note: contact.follow_up_note,
    numbers: contact.phone_numbers.map((number) => ({
      key: number.e164,
      e164: number.e164,
      text: number.raw || number.national,
      region: number.region,
      extension: number.extension,
      label: number.label,
      is_primary: number.is_primary,
      is_shared: number.is_shared,
      if_taken: "refuse" as const,
    })),
  };
}

export function draftOf(contact: ContactDetail): ContactDraft {
  const values = valuesOf(contact);
  return { values, base: values, version: contact.version };
}
