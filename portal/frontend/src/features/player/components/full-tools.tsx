import { IconLink, IconPlayerSkipForwardFilled, IconWaveSine } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "@/lib/messages";
import { copyMoment } from "@/lib/player/copy-moment";
import { SPEEDS, isSkippingSilence, speed } from "@/lib/player/preferences";
import { type PlayerState, neighbor } from "@/lib/player/store";
import { useStep } from "@/lib/player/use-step";
import { useStore } from "@/lib/store";
import styles from "./full-player.module.css";

export function FullTools({ state }: { state: PlayerState }) {
  const rate = useStore(speed);
  const isSkipping = useStore(isSkippingSilence);
  const step = useStep();
  const faster = SPEEDS.find((each) => each > rate) ?? SPEEDS[0];
  return (
    <div className={styles.tools}>
      <Tool label={t("player.speed")} onClick={() => speed.set(faster)}>
        <span className={`${styles.rate} num`}>{rate}×</span>
      </Tool>
      <Tool
        label={t("player.skipSilence")}
        isPressed={isSkipping}
        onClick={() => isSkippingSilence.set(!isSkipping)}
      >
        <IconWaveSine size={20} stroke={1.8} aria-hidden />
      </Tool>
      <Tool label={t("player.copyLink")} onClick={() => void copyMoment(state)}>
        <IconLink size={20} stroke={1.7} aria-hidden />
      </Tool>
      <Tool
        label={t("player.next")}
        disabled={!neighbor(state, 1)}
        onClick={() => void step(1)}
      >
        <IconPlayerSkipForwardFilled size={20} aria-hidden />
      </Tool>
    </div>
  );
}

interface ToolProps {
  label: string;
  isPressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, isPressed, disabled, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-pressed={isPressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
      <span>{label}</span>
    </button>
  );
}
