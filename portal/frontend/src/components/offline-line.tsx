import { offlineSince } from "@/lib/connection";
import { clock } from "@/lib/format/times";
import { t } from "@/lib/messages";
import { useStore } from "@/lib/store";
import styles from "./states.module.css";

export function OfflineLine() {
  const since = useStore(offlineSince);
  return (
    <div role="status">
      {since && <p className={styles.offline}>{t("shell.offline", { time: clock(since) })}</p>}
    </div>
  );
}
