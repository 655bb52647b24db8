import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "react-router";
import { t } from "@/lib/messages";
import { useListPlace } from "../use-list-place";
import styles from "./call-page.module.css";

/** To the row that it was opened from, or to the list. */
export function BackToList({ callId }: { callId: string }) {
  const place = useListPlace(callId);
  return (
    <nav className={styles.back} aria-label={t("shell.back")}>
      <Link to={place?.address ?? "/calls"} state={{ startAt: callId }} className={styles.backLink}>
        <IconChevronLeft size={17} stroke={1.8} aria-hidden />
        <span className={styles.backWord}>{t("call.calls")}</span>
      </Link>
      <span className={styles.slash} aria-hidden="true">
        /
      </span>
    </nav>
  );
}
