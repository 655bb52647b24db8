import type { Contact } from "@/lib/contacts/contact";
import { marked } from "../typed-number";
import styles from "./palette.module.css";

/** The number that was meant, with the typed digits marked; else the primary one. */
export function FoundNumber({ contact, digits }: { contact: Contact; digits: string }) {
  const numbers = contact.phone_numbers;
  const meant =
    numbers.find(({ e164 }) => digits && e164.includes(digits)) ??
    numbers.find(({ is_primary: isPrimary }) => isPrimary);
  if (!meant) return null;
  const [before, hit, after] = marked(meant.international, digits);
  return (
    <bdi dir="ltr" className={`${styles.foundNumber} num`}>
      {before}
      {hit && <mark>{hit}</mark>}
      {after}
    </bdi>
  );
}
