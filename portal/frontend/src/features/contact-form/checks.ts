import { t } from "@/lib/messages";
import type { ContactValues } from "./values";
import { givenNumbers } from "./changes";

/** Messages by field; numbers by their row's key. */
export type Faults = Readonly<Record<string, string>>;

// What an address at least looks like; the server has the last word.
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** What can be said without the server. */
export function faultsIn(values: ContactValues): Faults {
  const faults: Record<string, string> = {};
  const email = values.email.trim();
  if (email && !EMAIL.test(email)) faults.email = t("contactForm.emailFault");
  if (!values.name.trim() && givenNumbers(values).length === 0)
    faults.name = t("contactForm.nobodyFault");
  return faults;
}

/** The server names numbers by their place among those that were sent. */
export function faultsByRow(
  fields: Readonly<Record<string, string>>,
  values: ContactValues,
): Faults {
  const sent = givenNumbers(values);
  return Object.fromEntries(
    Object.entries(fields).map(([field, message]) => {
      const place = /^phone_numbers\.(\d+)/.exec(field)?.[1];
      return [place ? (sent[Number(place)]?.key ?? field) : field, message];
    }),
  );
}
