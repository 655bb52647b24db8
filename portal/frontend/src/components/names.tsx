import { t } from "@/lib/messages";
import { PhoneNumber } from "./phone-number";

interface NameProps {
  className?: string;
}

/** A name of any script and length: isolated, cut with an ellipsis, whole in the tooltip. */
function Name({ text, className = "" }: NameProps & { text: string }) {
  return (
    <bdi dir="auto" className={`cut ${className}`} title={text}>
      {text}
    </bdi>
  );
}

/** Somebody who works here. `isShort`: "Marta K." */
export function PersonName({
  person,
  isShort = false,
  className,
}: NameProps & { person: { name: string }; isShort?: boolean }) {
  return <Name text={isShort ? shortName(person.name) : person.name} className={className} />;
}

export function shortName(name: string): string {
  const [first = name, ...rest] = name.trim().split(/\s+/);
  const initial = [...(rest.at(-1) ?? "")][0];
  return initial ? `${first} ${initial}.` : first;
}

/** A contact: the name, or the number while nobody has given one. */
export function ContactName({
  contact,
  className,
}: NameProps & { contact: { name: string; phone_number?: string | null } }) {
  if (contact.name) return <Name text={contact.name} className={className} />;
  if (contact.phone_number)
    return <PhoneNumber e164={contact.phone_number} className={className} />;
  return <span className={className}>{t("states.unnamed")}</span>;
}
