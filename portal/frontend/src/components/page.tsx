import { type ReactNode, useEffect, useRef, useState } from "react";
import { noteShown } from "@/lib/api/after-content";
import { t } from "@/lib/messages";
import { useLayout } from "@/lib/use-layout";
import { OfflineLine } from "./offline-line";
import styles from "./page.module.css";

interface PageProps {
  /** The document's title, and the head's unless `heading` says it with more. */
  title: string;
  heading?: ReactNode;
  /** Before the heading: the way back. */
  before?: ReactNode;
  /** After the heading: tabs, status, badges. */
  after?: ReactNode;
  /** At the right of the head. */
  actions?: ReactNode;
  /** Below the head, and staying there: filters. */
  bar?: ReactNode;
  /** The side panel, 328 wide; a tab "Details" below 1024. */
  panel?: ReactNode;
  /** The children scroll by themselves: a list. */
  isList?: boolean;
  children: ReactNode;
}

// The first page's title needs no focus: the browser has just read the document's.
let hasShownPage = false;

/** A page under the navigation: a head that stays, panes that scroll alone. */
export function Page({ title, heading, before, after, actions, bar, panel, isList, children }: PageProps) {
  const layout = useLayout();
  const head = useRef<HTMLHeadingElement>(null);
  const [isPanelShown, setIsPanelShown] = useState(false);
  const isTabbed = panel !== undefined && (layout === "tablet" || layout === "phone");

  useEffect(() => {
    document.title = `${title} · callcrm`;
  }, [title]);
  useEffect(() => {
    // Who types in a dialog by now, goes on there.
    const isInDialog = document.activeElement?.closest('[aria-modal="true"]');
    if (hasShownPage && !isInDialog) head.current?.focus({ preventScroll: true });
    hasShownPage = true;
    noteShown();
  }, []);

  return (
    <div className={styles.page} data-has-panel={panel !== undefined && !isTabbed}>
      <header className={styles.head}>
        {before}
        <h1 ref={head} tabIndex={-1} className={`${styles.title} cut`}>
          {heading ?? title}
        </h1>
        {after}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <OfflineLine />
      {bar && <div className={styles.bar}>{bar}</div>}
      {isTabbed && (
        <div className={styles.tabs} role="group" aria-label={title}>
          <button type="button" aria-pressed={!isPanelShown} onClick={() => setIsPanelShown(false)}>
            {t("shell.main")}
          </button>
          <button type="button" aria-pressed={isPanelShown} onClick={() => setIsPanelShown(true)}>
            {t("shell.details")}
          </button>
        </div>
      )}
      <div className={styles.panes}>
        {!(isTabbed && isPanelShown) && (
          <div className={isList ? styles.list : styles.main} data-scrolls={!isList}>
            {children}
          </div>
        )}
        {panel !== undefined && (!isTabbed || isPanelShown) && (
          <aside className={styles.panel} aria-label={t("shell.panel")}>
            {panel}
          </aside>
        )}
      </div>
    </div>
  );
}
