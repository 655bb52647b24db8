import { IconMessagePlus } from "@tabler/icons-react";
import { ButtonKey } from "@/components/button-key";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import styles from "./player-bar.module.css";
import type { Shown } from "./shown";

type NoteButtonProps = Pick<Shown, "state" | "mayNote" | "onNote">;

export function NoteButton({ state, mayNote, onNote }: NoteButtonProps) {
  if (!mayNote || state.failure) return null;
  const label = t("player.noteAt", { time: length(state.positionSeconds) });
  return (
    <button type="button" className={styles.note} title={label} onClick={onNote}>
      <IconMessagePlus size={17} stroke={1.7} aria-hidden />
      <span className={`${styles.noteText} num`}>{label}</span>
      <ButtonKey keys="m" />
    </button>
  );
}
