import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { ErrorState } from "@/components/error-state";
import { TableSkeleton } from "@/components/table-skeleton";
import { asProblem } from "@/lib/api/problem";
import { dayHeading } from "@/lib/format/times";
import type { Contact } from "@/lib/contacts/contact";
import { type PlainKey, t } from "@/lib/messages";
import { type TimelineKind, type TimelineLine, useTimeline } from "../api/timeline";
import { CallItem } from "./call-item";
import { ChangeItem } from "./change-item";
import { NoteItem } from "./note-item";
import styles from "./timeline.module.css";

const EMPTY: Readonly<Record<TimelineKind | "all", PlainKey>> = {
  all: "contact.nothingYet",
  call: "contact.noCalls",
  note: "contact.noNotes",
  event: "contact.noChanges",
};

interface Day {
  heading: string;
  lines: TimelineLine[];
}

function daysOf(lines: readonly TimelineLine[]): Day[] {
  const days: Day[] = [];
  for (const line of lines) {
    const heading = dayHeading(new Date(line.at));
    const last = days.at(-1);
    if (last?.heading === heading) last.lines.push(line);
    else days.push({ heading, lines: [line] });
  }
  return days;
}

/** What happened with a contact, newest first, day by day, as far back as one scrolls. */
export function Timeline({ contact, kind }: { contact: Contact; kind: TimelineKind | undefined }) {
  const list = useTimeline(contact.id, kind);
  const calls = list.rows.flatMap((line) => (line.kind === "call" && line.call ? [line.call] : []));

  if (list.isPending) return <TableSkeleton rows={6} />;
  if (list.error && list.rows.length === 0)
    return (
      <ErrorState
        title={t("contact.timelineFailed")}
        error={list.error}
        onRetry={() => void list.refetch()}
        isRetrying={list.isFetching}
      />
    );
  if (list.rows.length === 0) return <p className={styles.empty}>{t(EMPTY[kind ?? "all"])}</p>;
  return (
    <div className={styles.timeline} data-stale={list.isPlaceholderData}>
      <h2 className="only-heard">{t("contact.timeline")}</h2>
      {daysOf(list.rows).map((day) => (
        <section key={day.heading} className={styles.day}>
          <h3>{day.heading}</h3>
          <ol>
            {day.lines.map((line) => (
              <li key={line.id} className={styles.item} data-kind={line.kind}>
                {line.kind === "call" && <CallItem line={line} calls={calls} />}
                {line.kind === "note" && <NoteItem note={line} />}
                {line.kind === "event" && <ChangeItem event={line} />}
              </li>
            ))}
          </ol>
        </section>
      ))}
      {list.isFetchNextPageError ? (
        <p className={styles.more} role="alert">
          {t("contact.moreFailed", { why: asProblem(list.error).detail })}
          <Button size="xs" variant="default" onClick={() => void list.fetchNextPage()}>
            {t("states.tryAgain")}
          </Button>
        </p>
      ) : (
        list.hasNextPage && <End key={list.rows.length} onSeen={list.loadMore} />
      )}
    </div>
  );
}

/** Comes in sight before it is reached: the next page is there in time. */
function End({ onSeen }: { onSeen: () => void }) {
  const element = useRef<HTMLParagraphElement>(null);
  const seen = useRef(onSeen);
  useEffect(() => {
    seen.current = onSeen;
  });
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && seen.current(),
      { rootMargin: "600px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return (
    <p ref={element} className={styles.more} role="status">
      {t("contact.loadingMore")}
    </p>
  );
}
