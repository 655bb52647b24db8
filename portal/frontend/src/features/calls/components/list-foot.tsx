import { Button, Loader } from "@mantine/core";
import { day } from "@/lib/format/times";
import { t } from "@/lib/messages";
import type { useCalls } from "../api/list-calls";
import styles from "./calls.module.css";

/** Below the last row: more is coming, couldn't come, or that's all. */
export function ListFoot({ list }: { list: ReturnType<typeof useCalls> }) {
  const { hasNextPage, isFetchNextPageError, error, fetchNextPage, firstPage } = list;
  if (isFetchNextPageError && error)
    return (
      <div className={styles.foot} role="alert">
        <span>{t("calls.moreFailed", { why: error.message })}</span>
        <Button variant="default" onClick={() => void fetchNextPage()}>
          {t("states.tryAgain")}
        </Button>
      </div>
    );
  if (hasNextPage)
    return (
      <div className={styles.foot}>
        <Loader size={14} color="var(--text3)" aria-hidden />
        {t("calls.loadingMore")}
      </div>
    );
  const since = firstPage?.period?.is_default ? firstPage.period.started_after : null;
  return (
    <div className={styles.foot}>
      {since ? t("calls.endOfPeriod", { day: day(new Date(since)) }) : t("calls.end")}
    </div>
  );
}
