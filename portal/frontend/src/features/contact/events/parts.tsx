import type { ReactNode } from "react";
import { day, clock } from "@/lib/format/times";
import { type MessageKey, type PlainKey, rich, t } from "@/lib/messages";
import { numberParts } from "./number-parts";

interface Change {
  old: unknown;
  new: unknown;
}
type Changes = Readonly<Record<string, Change>>;

function isChange(value: unknown): value is Change {
  return typeof value === "object" && value !== null && "old" in value && "new" in value;
}

/** Of an event's details, what says `old` and `new`. */
export function changesOf(details: Readonly<Record<string, unknown>>): Changes {
  return Object.fromEntries(
    Object.entries(details).filter((entry): entry is [string, Change] => isChange(entry[1])),
  );
}

/** A value as it was written: isolated, whatever its script. */
export function value(text: unknown): ReactNode {
  return <bdi dir="auto">{String(text)}</bdi>;
}

const strong = (text: ReactNode) => <b>{text}</b>;

type Three<Name extends string> = readonly [set: Name, changed: Name, gone: Name];
type Holed = Extract<MessageKey, `events.${string}${"Set" | "Changed" | "Gone"}`>;
const PLAIN_FIELDS: Readonly<Record<string, Three<Holed>>> = {
  name: ["events.nameSet", "events.nameChanged", "events.nameGone"],
  company: ["events.companySet", "events.companyChanged", "events.companyGone"],
  email: ["events.emailSet", "events.emailChanged", "events.emailGone"],
  owner: ["events.ownerSet", "events.ownerChanged", "events.ownerGone"],
};

function plainPart([set, changed, gone]: Three<Holed>, change: Change): ReactNode {
  const key = !change.old ? set : !change.new ? gone : changed;
  const words = { old: value(change.old), new: strong(value(change.new)) };
  // Each of these messages has these two holes at most.
  return rich(key as "events.nameChanged", words);
}

function withWords(what: ReactNode, words: unknown): ReactNode {
  return words ? rich("events.withWords", { what, words: value(words) }) : what;
}

function doNotCallPart(changes: Changes): ReactNode {
  const { do_not_call: turned, do_not_call_reason: reason } = changes;
  const flag = { flag: strong(t("events.doNotCall")) };
  if (turned)
    return withWords(
      rich(turned.new ? "events.doNotCallOn" : "events.doNotCallOff", flag),
      turned.new && reason?.new,
    );
  return reason && withWords(rich("events.doNotCallReason", flag), reason.new);
}

function followUpPart(changes: Changes): ReactNode {
  const { follow_up_at: moved, follow_up_note: note } = changes;
  if (!moved) return note && withWords(t("events.followUpNote"), note.new);
  if (!moved.new) return t("events.followUpGone");
  const at = new Date(String(moved.new));
  const key = moved.old ? "events.followUpMoved" : "events.followUpSet";
  return withWords(rich(key, { new: strong(`${day(at)}, ${clock(at)}`) }), note?.new);
}

/** What an edit changed, in words: each part goes on from "Marta Kowalska …". */
export function editParts(details: Readonly<Record<string, unknown>>): ReactNode[] {
  const changes = changesOf(details);
  const parts: ReactNode[] = Object.entries(PLAIN_FIELDS).map(
    ([field, words]) => changes[field] && plainPart(words, changes[field]),
  );
  const status = changes.status;
  if (status) parts.push(statusPart(status));
  parts.push(doNotCallPart(changes), followUpPart(changes));
  const attention = changes.needs_attention;
  if (attention) parts.push(t(attention.new ? "events.needsAttention" : "events.seenTo"));
  if (changes.phone_numbers) parts.push(...numberParts(changes.phone_numbers));
  return parts.filter(Boolean);
}

export function statusPart(change: { old?: unknown; new?: unknown }): ReactNode {
  return rich("events.status", { old: value(change.old), new: strong(value(change.new)) });
}

const CREATED: Readonly<Record<string, PlainKey>> = {
  call_upload: "events.createdCall",
  manual: "events.createdManual",
  import: "events.createdImport",
  api: "events.createdApi",
};

export function createdPart(details: Readonly<Record<string, unknown>>): ReactNode {
  if (details.deleted_contact) return t("events.createdAfterDeleted");
  return t(CREATED[String(details.source)] ?? "events.createdManual");
}
