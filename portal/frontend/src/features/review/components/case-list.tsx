import { Button } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { t } from "@/lib/messages";
import { type Case, type useCases, keyOf } from "../api/list-cases";
import styles from "./case-list.module.css";
import { CaseRow } from "./case-row";

const ROW_HEIGHT = 60;
const NEAR_END = 15;

interface CaseListProps {
  cases: ReturnType<typeof useCases>;
  opened: Case | undefined;
  onOpen: (one: Case) => void;
}

/** One stop for Tab: the open case. The arrows of the page move it. */
export function CaseList({ cases, opened, onOpen }: CaseListProps) {
  const { rows, loadMore } = cases;
  const scroller = useRef<HTMLDivElement>(null);
  const openedAt = opened ? rows.findIndex((row) => keyOf(row) === keyOf(opened)) : -1;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => (rows[index] ? keyOf(rows[index]) : index),
    overscan: 6,
  });
  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (openedAt >= 0) virtualizer.scrollToIndex(openedAt);
  }, [virtualizer, openedAt]);
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - NEAR_END) loadMore();
    // `loadMore` is new at each render; only what is in sight matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [lastShown, rows.length]);

  return (
    <div ref={scroller} className={styles.scroller} data-scrolls>
      <ol
        className={styles.list}
        aria-label={t("review.cases")}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <CaseRow
              key={item.key}
              shown={row}
              top={item.start}
              isOpen={item.index === openedAt}
              isStop={item.index === Math.max(0, openedAt)}
              onOpen={() => onOpen(row)}
            />
          );
        })}
      </ol>
      {cases.isFetchNextPageError && (
        <p className={styles.foot} role="alert">
          {t("review.moreFailed")}
          <Button variant="default" onClick={() => void cases.fetchNextPage()}>
            {t("states.tryAgain")}
          </Button>
        </p>
      )}
      {cases.isFetchingNextPage && <p className={styles.foot}>{t("review.more")}</p>}
    </div>
  );
}
