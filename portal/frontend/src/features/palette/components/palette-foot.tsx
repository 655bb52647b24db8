import { caps } from "@/lib/keyboard/chords";
import keys from "@/components/keys.module.css";
import { type PlainKey, t } from "@/lib/messages";
import styles from "./palette.module.css";

const KEYS: readonly (readonly [readonly string[], PlainKey])[] = [
  [["arrowup", "arrowdown"], "palette.choose"],
  [["enter"], "palette.open"],
];

export function PaletteFoot({ mayPlay }: { mayPlay: boolean }) {
  return (
    <div className={styles.foot} aria-hidden="true">
      {KEYS.map(([pressed, does]) => (
        <Key key={does} pressed={pressed} does={does} />
      ))}
      {mayPlay && <Key pressed={["shift+enter"]} does="palette.play" />}
      <span className={styles.escape}>
        <Key pressed={["escape"]} does="palette.close" />
      </span>
    </div>
  );
}

function Key({ pressed, does }: { pressed: readonly string[]; does: PlainKey }) {
  return (
    <span className={styles.key}>
      {pressed.map((key) => (
        <kbd key={key} className={keys.cap}>
          {caps(key)[0]?.join(" ")}
        </kbd>
      ))}
      {t(does)}
    </span>
  );
}
