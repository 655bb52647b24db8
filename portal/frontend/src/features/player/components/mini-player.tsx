import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconRewindBackward10 } from "@tabler/icons-react";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { failureWords } from "@/lib/player/failure-words";
import { speed } from "@/lib/player/preferences";
import { skipBy, tryAgain } from "@/lib/player/store";
import { useStore } from "@/lib/store";
import styles from "./mini-player.module.css";
import type { Shown } from "./shown";

const SKIP_SECONDS = 10;

/** Below 768, above the tab bar; the name opens the full player. */
export function MiniPlayer({ state, call, durationSeconds, toggle, onOpen }: Shown & { onOpen: () => void }) {
  const rate = useStore(speed);
  const share = durationSeconds ? state.positionSeconds / durationSeconds : 0;
  const Icon = state.isPlaying ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  return (
    <section className={styles.mini} aria-label={t("player.label")}>
      <div className={styles.progress} style={{ width: `${share * 100}%` }} />
      <button type="button" className={styles.open} onClick={onOpen}>
        <span className="only-heard">{t("player.openFull")}</span>
        <bdi dir="auto" className={`${styles.name} cut`}>
          {call.title}
        </bdi>
        <span className={`${styles.time} num cut`}>
          {state.failure
            ? failureWords(state.failure)
            : `${t("player.of", {
                at: length(state.positionSeconds),
                all: length(durationSeconds || null),
              })} · ${rate}×`}
        </span>
      </button>
      <button
        type="button"
        className={styles.button}
        aria-label={t("player.back10")}
        onClick={() => skipBy(-SKIP_SECONDS)}
      >
        <IconRewindBackward10 size={24} stroke={1.6} aria-hidden />
      </button>
      <button
        type="button"
        className={styles.button}
        data-main
        aria-label={t(state.isPlaying ? "player.pause" : "player.play")}
        onClick={state.failure ? tryAgain : toggle}
      >
        <Icon size={24} aria-hidden />
      </button>
    </section>
  );
}
