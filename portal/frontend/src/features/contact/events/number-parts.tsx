import type { ReactNode } from "react";
import { PhoneNumber } from "@/components/phone-number";
import { rich, t } from "@/lib/messages";

interface KnownNumber {
  e164: string;
  label: string;
  is_primary: boolean;
  is_shared: boolean;
}

function numbersOf(list: unknown): KnownNumber[] {
  return Array.isArray(list) ? (list as KnownNumber[]) : [];
}

function detailParts(before: KnownNumber, after: KnownNumber, shown: ReactNode): ReactNode[] {
  const parts: ReactNode[] = [];
  if (after.is_primary && !before.is_primary)
    parts.push(rich("events.numberPrimary", { number: shown }));
  if (after.is_shared !== before.is_shared)
    parts.push(
      rich(after.is_shared ? "events.numberShared" : "events.numberUnshared", { number: shown }),
    );
  if (after.label !== before.label)
    parts.push(
      after.label
        ? rich("events.numberLabel", { number: shown, label: <bdi>{after.label}</bdi> })
        : rich("events.numberUnlabeled", { number: shown }),
    );
  return parts;
}

/** Of the two whole lists: what came, what went, what is told of it otherwise. */
export function numberParts(change: { old: unknown; new: unknown }): ReactNode[] {
  const [before, after] = [numbersOf(change.old), numbersOf(change.new)];
  const byNumber = new Map(before.map((number) => [number.e164, number]));
  const parts: ReactNode[] = [];
  for (const number of after) {
    const shown = <PhoneNumber e164={number.e164} />;
    const known = byNumber.get(number.e164);
    if (known) parts.push(...detailParts(known, number, shown));
    else parts.push(rich("events.numberAdded", { number: <b>{shown}</b> }));
  }
  const left = new Set(after.map(({ e164 }) => e164));
  for (const { e164 } of before)
    if (!left.has(e164))
      parts.push(rich("events.numberGone", { number: <PhoneNumber e164={e164} /> }));
  return parts.length > 0 ? parts : [t("events.numbersEdited")];
}
