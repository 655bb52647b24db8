import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type ReactNode, memo, useEffect, useEffectEvent, useId, useMemo, useRef } from "react";
import styles from "./grid.module.css";
import { type Follow, useActiveRow } from "./use-active-row";
import { type Line, linesOf } from "./lines";

export interface Column<Row> {
  id: string;
  header: ReactNode;
  /** A track of a CSS grid: "minmax(180px, 3fr)", "90px". */
  width: string;
  isRight?: boolean;
  cell: (row: Row) => ReactNode;
}

interface GridProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Enter, or a click beside the row's own buttons. */
  onOpen: (row: Row) => void;
  /** Rows with one heading after another form a group: days. */
  headingOf?: (row: Row) => string;
  rowHeight: number;
  /** More about a row, below its cells and of that height. */
  detail?: (row: Row) => { height: number; content: ReactNode } | null;
  /** The playing row, the chosen one. */
  isSelected?: (row: Row) => boolean;
  /** Two-line rows below 768: one cell instead of the columns, and no column heads. */
  compactRow?: ((row: Row) => ReactNode) | undefined;
  /** The end is near. */
  onEnd: () => void;
  /** At the end of what was loaded: "loading more", or a failure with a retry. */
  foot?: ReactNode;
  /** Scroll to and focus this row at first: closing a call returns to its row. */
  startAt?: string;
  /** The row that the keys act on goes along with something else: what plays. */
  follow?: Follow;
}

export const HEADING_HEIGHT = 28;
const HEAD_HEIGHT = 32;
// Of few rows a part is in sight at once; of many, the next ones are asked for well before.
const NEAR_END = 20;
const NEAR_END_OF_MANY = 60;

/** A list of any length as an ARIA grid: rows that aren't in sight aren't there.
 *
 * The whole grid is one stop for Tab; arrows, Page keys, Home and End move between its rows, and Tab
 * goes on through the buttons of the row that has focus.
 */
export function Grid<Row>(props: GridProps<Row>) {
  const { rows, columns, rowKey, headingOf, rowHeight, compactRow, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const lines = useMemo(() => linesOf(rows, rowKey, headingOf), [rows, rowKey, headingOf]);
  const headHeight = compactRow ? 0 : HEAD_HEIGHT;

  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const line = lines[index];
      if (line?.kind !== "row") return HEADING_HEIGHT;
      return rowHeight + (props.detail?.(line.row)?.height ?? 0);
    },
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 8,
    scrollPaddingStart: headHeight + HEADING_HEIGHT,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight, lines]);

  const startAt = useEffectEvent(() => {
    const index = lines.findIndex((line) => line.key === props.startAt);
    if (index > 0) virtualizer.scrollToIndex(index, { align: "center" });
  });
  useEffect(() => startAt(), []);

  const active = useActiveRow({
    lines,
    scrollTo: (index) => virtualizer.scrollToIndex(index),
    pageRows: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1),
    onOpen: props.onOpen,
    startAt: props.startAt,
    follow: props.follow,
    isFocusFree: () => {
      const { activeElement } = document;
      return activeElement === document.body || scroller.current?.contains(activeElement) === true;
    },
  });

  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    const near = lines.length > 2 * NEAR_END_OF_MANY ? NEAR_END_OF_MANY : NEAR_END;
    if (lines.length > 0 && lastShown >= lines.length - near) onEnd();
    // `onEnd` is new at each render; only what is in sight matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [lastShown, lines.length]);

  const tracks = compactRow ? "minmax(0, 1fr)" : columns.map((column) => column.width).join(" ");
  return (
    <div ref={scroller} className={styles.scroller} data-scrolls>
      <div
        role="grid"
        aria-label={props.label}
        aria-rowcount={-1}
        aria-colcount={compactRow ? 1 : columns.length}
        className={styles.grid}
        style={{ "--tracks": tracks } as CSSProperties}
        onKeyDown={active.onKeyDown}
      >
        {!compactRow && (
          <div role="row" aria-rowindex={1} className={styles.head}>
            {columns.map((column, index) => (
              <div
                key={column.id}
                role="columnheader"
                aria-colindex={index + 1}
                className={styles.columnHead}
                data-right={column.isRight}
              >
                {column.header}
              </div>
            ))}
          </div>
        )}
        <div
          role="rowgroup"
          className={styles.body}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {items.map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            return (
              <GridLine
                key={item.key}
                {...props}
                id={`${id}-${line.key}`}
                line={line}
                index={item.index}
                top={item.start}
                height={item.size}
                isActive={active.index === item.index}
                onFocus={() => active.moveTo(item.index)}
                isFocusWanted={active.isFocusWanted(item.index)}
              />
            );
          })}
        </div>
      </div>
      {props.foot}
    </div>
  );
}

interface GridLineProps<Row> extends GridProps<Row> {
  id: string;
  line: Line<Row>;
  index: number;
  top: number;
  height: number;
  isActive: boolean;
  isFocusWanted: boolean;
  onFocus: () => void;
}

function GridLine<Row>(props: GridLineProps<Row>) {
  const { line, top, height, columns, compactRow } = props;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.isFocusWanted) element.current?.focus({ preventScroll: true });
  }, [props.isFocusWanted]);

  const place = { transform: `translateY(${top}px)`, height };
  const columnCount = compactRow ? 1 : columns.length;
  // The heads are row 1.
  const rowIndex = props.index + 2;
  if (line.kind === "heading")
    return (
      <div role="row" aria-rowindex={rowIndex} className={styles.heading} style={place}>
        <div role="gridcell" aria-colspan={columnCount}>
          {line.text}
        </div>
      </div>
    );
  const { row } = line;
  const detail = props.detail?.(row);
  const tracks = detail && `${props.rowHeight}px ${detail.height}px`;
  return (
    <div
      ref={element}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={props.isSelected?.(row) ?? false}
      tabIndex={props.isActive ? 0 : -1}
      className={styles.row}
      data-key={line.key}
      style={tracks ? { ...place, gridTemplateRows: tracks } : place}
      onFocus={props.onFocus}
      onClick={(event) => {
        const isOnControl = (event.target as Element).closest("button, a, input, [role='button']");
        const isMarkingText = window.getSelection()?.type === "Range";
        if (!isOnControl && !isMarkingText) props.onOpen(row);
      }}
    >
      <Cells row={row} columns={columns} compactRow={compactRow} />
      {detail && (
        <div role="gridcell" aria-colspan={columnCount} className={styles.detail}>
          {detail.content}
        </div>
      )}
    </div>
  );
}

type CellsProps<Row> = Pick<GridProps<Row>, "columns" | "compactRow"> & { row: Row };

function CellsOf<Row>({ row, columns, compactRow }: CellsProps<Row>) {
  if (compactRow)
    return (
      <div role="gridcell" aria-colindex={1} className={styles.cell}>
        {compactRow(row)}
      </div>
    );
  return columns.map((column, index) => (
    <div
      key={column.id}
      role="gridcell"
      aria-colindex={index + 1}
      className={styles.cell}
      data-right={column.isRight}
    >
      {column.cell(row)}
    </div>
  ));
}

/** While one scrolls, a row that only moves along isn't drawn anew. */
const Cells = memo(CellsOf) as typeof CellsOf;
