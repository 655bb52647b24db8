import { caps } from "@/lib/keyboard/chords";
import styles from "./keys.module.css";

/** The key of a button, on wide screens: `<Button rightSection={<ButtonKey keys="e" />}>`. */
export function ButtonKey({ keys }: { keys: string }) {
  return (
    <span className={styles.buttonKey} aria-hidden="true">
      {caps(keys).map((press) => press.join(" ")).join(" ")}
    </span>
  );
}
