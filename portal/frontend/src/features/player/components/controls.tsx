import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward10,
  IconRewindForward10,
} from "@tabler/icons-react";
import { t } from "@/lib/messages";
import { type PlayerState, skipBy, togglePlaying, tryAgain } from "@/lib/player/store";
import { IconButton } from "./icon-button";
import styles from "./player-bar.module.css";

const SKIP_SECONDS = 10;

interface ControlsProps {
  state: PlayerState;
  isLarge?: boolean;
}

export function Controls({ state, isLarge = false }: ControlsProps) {
  const size = isLarge ? 28 : 20;
  return (
    <div className={styles.controls} data-large={isLarge}>
      <IconButton label={t("player.back10")} keys="j" onClick={() => skipBy(-SKIP_SECONDS)}>
        <IconRewindBackward10 size={size} stroke={1.7} aria-hidden />
      </IconButton>
      <PlayButton state={state} isLarge={isLarge} />
      <IconButton label={t("player.forward10")} keys="l" onClick={() => skipBy(SKIP_SECONDS)}>
        <IconRewindForward10 size={size} stroke={1.7} aria-hidden />
      </IconButton>
    </div>
  );
}

function PlayButton({ state, isLarge }: { state: PlayerState; isLarge: boolean }) {
  const Icon = state.isPlaying ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  const label = t(state.isPlaying ? "player.pause" : "player.play");
  return (
    <button
      type="button"
      className={styles.play}
      aria-label={label}
      title={`${label} (K)`}
      data-waiting={state.isWaiting}
      onClick={state.failure ? tryAgain : togglePlaying}
    >
      <Icon size={isLarge ? 28 : 18} aria-hidden />
    </button>
  );
}
