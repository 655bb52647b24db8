import styles from "./avatar.module.css";

const FACES = 5;

function faceOf(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9_973;
  return (sum % FACES) + 1;
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? "")][0] ?? "";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
}

interface AvatarProps {
  person: { id: string | number; name: string };
  size?: "row" | "nav" | "page";
}

/** Initials on a colour that stays a person's own. The name stands beside it, so it is silent. */
export function Avatar({ person, size = "row" }: AvatarProps) {
  return (
    <span
      className={styles.avatar}
      data-face={faceOf(String(person.id))}
      data-size={size}
      aria-hidden="true"
    >
      {initials(person.name)}
    </span>
  );
}
