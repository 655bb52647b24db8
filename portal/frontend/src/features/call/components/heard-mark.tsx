import { IconCheck, IconHeadphones } from "@tabler/icons-react";
import { type Call, isToTheEnd } from "@/lib/call";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { useUnhear } from "../api/unhear";
import styles from "./recording-card.module.css";

function heardWords(heard: number | null, isOut: boolean): string {
  if (heard === null) return t("call.heardNot");
  return isOut ? t("call.heardAll") : t("call.heardTo", { time: length(heard) });
}

/** How far the viewer has listened; the mark can be taken away, so that the call is unheard again. */
export function HeardMark({ call }: { call: Call }) {
  const unhear = useUnhear();
  const { heard_until_seconds: heard, recording } = call;
  const isOut = isToTheEnd(heard, recording);
  const Mark = isOut ? IconCheck : IconHeadphones;
  return (
    <span className={`${styles.heard} num`}>
      <Mark size={14} stroke={1.8} aria-hidden />
      {heardWords(heard, isOut)}
      {heard !== null && (
        <button type="button" className={styles.unhear} onClick={() => unhear(call)}>
          {t("call.unhear")}
        </button>
      )}
    </span>
  );
}
