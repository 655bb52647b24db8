import { Button } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import { useCallback, useMemo, useRef } from "react";
import { useLocation, useNavigate, useNavigationType } from "react-router";
import { Grid } from "@/components/grid/grid";
import { useMay } from "@/lib/api/me";
import { type Call, isPlayable } from "@/lib/call";
import { lastOpened, openedList } from "@/lib/calls/opened-list";
import { dayHeading } from "@/lib/format/times";
import { t } from "@/lib/messages";
import { player } from "@/lib/player/store";
import { useStore } from "@/lib/store";
import { type Layout, useLayout } from "@/lib/use-layout";
import type { useCalls } from "../api/list-calls";
import type { Filters } from "../filters";
import { useNewCalls } from "../use-new-calls";
import { columnsOf } from "./columns";
import styles from "./calls.module.css";
import { ListFoot } from "./list-foot";
import { matchLines } from "./match-lines";
import { PhoneRow } from "./phone-row";
import { useRowKeys } from "./use-row-keys";

const ROW_HEIGHTS: Readonly<Record<Layout, number>> = {
  wide: 40,
  compact: 40,
  tablet: 52,
  phone: 64,
};

const idOf = (call: Call) => call.id;

const MINUTE_MS = 60_000;
const headings = new WeakMap<Call, { minute: number; text: string }>();

/** Worked out once a minute: thousands of rows are gone through for each page that comes. */
function dayOf(call: Call): string {
  const minute = Math.floor(Date.now() / MINUTE_MS);
  const known = headings.get(call);
  if (known?.minute === minute) return known.text;
  const text = dayHeading(new Date(call.started_at));
  headings.set(call, { minute, text });
  return text;
}

interface CallsListProps {
  list: ReturnType<typeof useCalls>;
  filters: Filters;
}

/** The calls by day, endless, with what has come since in a pill. */
export function CallsList({ list, filters }: CallsListProps) {
  const { rows } = list;
  const layout = useLayout();
  const navigate = useNavigate();
  const location = useLocation();
  const backAt = (location.state as { startAt?: string } | null)?.startAt;
  const isReturning = useNavigationType() === "POP";
  const mayAnnotate = useMay("calls.annotate_call");
  const mayReview = useMay("calls.review_call");
  const playing = useStore(player, (state) => state.call?.id);
  const place = useRef<HTMLDivElement>(null);

  const queue = useMemo(() => rows.filter((call) => isPlayable(call.recording)), [rows]);
  const columns = useMemo(
    () => columnsOf({ layout, mayAnnotate, mayReview, queue }),
    [layout, mayAnnotate, mayReview, queue],
  );
  const phoneRow = useCallback((call: Call) => <PhoneRow call={call} queue={queue} />, [queue]);
  const onKeyDown = useRowKeys({ rows, queue, mayAnnotate, mayReview });
  const arrived = useNewCalls({ filters, mayMove: () => isAtRest(place.current) });

  function open(call: Call): void {
    // Its page says so, too, but somebody may come back before that has been drawn.
    lastOpened.set(call.id);
    const address = location.pathname + location.search;
    openedList.set({ address, calls: rows, total: list.firstPage?.count ?? null });
    void navigate(`/calls/${call.id}`);
  }

  function showNew(): void {
    place.current?.querySelector("[data-scrolls]")?.scrollTo({ top: 0 });
    arrived.show();
  }

  return (
    <div ref={place} className={styles.list} onKeyDown={onKeyDown}>
      <div className={styles.pill} role="status">
        {arrived.count > 0 && (
          <Button radius="xl" size="compact-md" leftSection={<IconArrowUp size={14} />} onClick={showNew}>
            {t("calls.new", { count: arrived.count })}
          </Button>
        )}
      </div>
      <Grid
        label={t("calls.list")}
        rows={rows}
        columns={columns}
        rowKey={idOf}
        headingOf={dayOf}
        rowHeight={ROW_HEIGHTS[layout]}
        detail={filters.search ? matchLines : undefined}
        follow={followPlayer}
        isSelected={(call) => call.id === playing}
        compactRow={layout === "phone" ? phoneRow : undefined}
        onOpen={open}
        onEnd={list.loadMore}
        foot={<ListFoot list={list} />}
        startAt={backAt ?? (isReturning ? (lastOpened.get() ?? undefined) : undefined)}
      />
    </div>
  );
}

/** N, Ctrl Enter and the like play another call: its row is the next that keys act on. */
function followPlayer(go: (callId: string) => void): () => void {
  let played = player.get().call?.id;
  return player.subscribe(() => {
    const { call } = player.get();
    if (call && call.id !== played) go(call.id);
    played = call?.id;
  });
}

/** Nothing is being read: the list stands at its top, and neither focus nor a menu is in it. */
function isAtRest(place: HTMLElement | null): boolean {
  const scrolled = place?.querySelector("[data-scrolls]")?.scrollTop ?? 0;
  return scrolled === 0 && !place?.contains(document.activeElement);
}
