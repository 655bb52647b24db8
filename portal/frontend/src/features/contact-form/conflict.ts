import type { ContactDetail } from "@/lib/contacts/get-contact";
import { type Field, FIELDS, differs } from "./changes";
import { type ContactDraft, type ContactValues, draftOf, valuesOf } from "./values";

export type Side = "mine" | "theirs";

export interface Disagreement {
  field: Field;
  /** Chosen already if only one of the two changed it. */
  suggested: Side | null;
}

/** Where what is typed and what was saved meanwhile are different, in the form's order. */
export function disagreements(draft: ContactDraft, theirs: ContactValues): Disagreement[] {
  return FIELDS.filter((field) => differs(draft.values, theirs, field)).map((field) => {
    const isMine = differs(draft.base, draft.values, field);
    const isTheirs = differs(draft.base, theirs, field);
    return { field, suggested: isMine && isTheirs ? null : isMine ? "mine" : "theirs" };
  });
}

/** The draft as an edit of what was saved meanwhile. */
export function resolved(
  draft: ContactDraft,
  theirs: ContactDetail,
  choices: Readonly<Partial<Record<Field, Side>>>,
): ContactDraft {
  const fresh = draftOf(theirs);
  const kept = FIELDS.filter((field) => choices[field] === "mine");
  return { ...fresh, values: { ...fresh.values, ...pick(draft.values, kept) } };
}

function pick(values: ContactValues, fields: readonly Field[]): Partial<ContactValues> {
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

/** After a merge: what was typed stays, and the numbers that came are there instead of `typedKey`. */
export function carriedOver(
  draft: ContactDraft,
  merged: ContactDetail,
  typedKey: string,
): ContactDraft {
  const fresh = draftOf(merged);
  const changed = FIELDS.filter(
    (field) => field !== "numbers" && differs(draft.base, draft.values, field),
  );
  const typed = new Map(draft.values.numbers.map((number) => [number.key, number]));
  const there = fresh.values.numbers.map((number) => typed.get(number.key) ?? number);
  const added = draft.values.numbers.filter(
    (number) => number.e164 === null && number.key !== typedKey,
  );
  const numbers = [...there, ...added];
  return { ...fresh, values: { ...fresh.values, ...pick(draft.values, changed), numbers } };
}

/** What was typed for a new contact, laid over one that turned out to be there. */
export function filledIn(typed: ContactValues, contact: ContactDetail): ContactDraft {
  const fresh = draftOf(contact);
  const there = valuesOf(contact);
  const words = ["name", "company", "email", "follow_up_at", "follow_up_note"] as const;
  const filled = words.filter((field) => !there[field] && typed[field]);
  const values = { ...there, ...pick(typed, filled) };
  if (typed.do_not_call && !there.do_not_call) {
    values.do_not_call = true;
    values.do_not_call_reason = typed.do_not_call_reason;
  }
  return { ...fresh, values: { ...values, owner: there.owner ?? typed.owner } };
}
