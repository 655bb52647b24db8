import { createStore } from "@/lib/store";
import { currentViewer } from "@/lib/viewer";

type Library = typeof import("./phone-rules");

/** Grouping digits takes every country's rules: they are loaded when the first number shows. */
export const phoneRules = createStore<Library | null>(null);
let loading: Promise<void> | null = null;

export function loadPhoneRules(): Promise<void> {
  loading ??= import("./phone-rules").then(
    (library) => phoneRules.set(library),
    () => {
      loading = null;
    },
  );
  return loading;
}

/** "+44 20 7946 0123"; as it was given until the rules are there, or if they don't know it. */
export function international(e164: string): string {
  return phoneRules.get()?.parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** "020 7946 0123" for a viewer of the same country, else the international form. */
export function national(e164: string): string {
  const number = phoneRules.get()?.parsePhoneNumberFromString(e164);
  if (!number) return e164;
  return number.country === currentViewer().region
    ? number.formatNational()
    : number.formatInternational();
}
