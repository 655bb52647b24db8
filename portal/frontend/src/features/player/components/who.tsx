import { IconArrowDownLeft, IconArrowUpRight, IconCheck } from "@tabler/icons-react";
import { Link } from "react-router";
import { isToTheEnd } from "@/lib/call";
import { t } from "@/lib/messages";
import styles from "./player-bar.module.css";
import type { Shown } from "./shown";

/** Whose call and when; leads to the call. */
export function Who({ call, details }: Pick<Shown, "call" | "details">) {
  const Arrow = details?.direction === "inbound" ? IconArrowDownLeft : IconArrowUpRight;
  return (
    <Link to={`/calls/${call.id}`} className={styles.who}>
      <bdi dir="auto" className={`${styles.name} cut`} title={call.title}>
        {call.title}
      </bdi>
      <span className={styles.when}>
        {details && <Arrow size={14} stroke={1.8} aria-hidden />}
        <bdi className="cut" title={call.subtitle}>
          {call.subtitle}
        </bdi>
        {details && isToTheEnd(details.heard_until_seconds, details.recording) && (
          <span className={styles.heard} title={t("player.heard")}>
            <IconCheck size={14} stroke={1.8} aria-hidden />
            <span className="only-heard">{t("player.heard")}</span>
          </span>
        )}
      </span>
    </Link>
  );
}
