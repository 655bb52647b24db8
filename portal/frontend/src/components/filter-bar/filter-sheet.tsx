import { Button, Drawer } from "@mantine/core";
import { IconCheck, IconChevronDown, IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import { SaveViewButton } from "@/components/saved-views/save-view-button";
import { t } from "@/lib/messages";
import { type Filter, canBeSet } from "./filter";
import type { FilterBarProps } from "./filter-bar";
import styles from "./filter-bar.module.css";

type FilterSheetProps = Omit<FilterBarProps, "search">;

/** On a phone all filters stand in a sheet that comes from below. */
export function FilterSheetButton(props: FilterSheetProps) {
  const [isOpen, setIsOpen] = useState(false);
  const count = props.filters.filter(({ isSet }) => isSet).length;
  return (
    <>
      <button
        type="button"
        className={styles.sheetButton}
        data-active={count > 0}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        <IconFilter size={18} stroke={1.7} aria-hidden />
        <span className="only-heard">{t("filters.all")} </span>
        {count > 0 && <span className="num">{count}</span>}
      </button>
      {isOpen && <FilterSheet {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function FilterSheet(props: FilterSheetProps & { onClose: () => void }) {
  const { filters, toggles, clearAll, showLabel, view, onClose } = props;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="85%"
      title={t("filters.all")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      classNames={{ body: styles.sheet, content: styles.sheetContent }}
    >
      <div className={styles.sheetToggles}>{toggles}</div>
      {filters
        .filter((filter) => filter.isSet || canBeSet(filter))
        .map((filter) => (
          <Section key={filter.id} filter={filter} />
        ))}
      <div className={styles.sheetFoot}>
        <Button onClick={onClose}>{showLabel}</Button>
        <Button variant="default" onClick={clearAll}>
          {t("filters.clearAll")}
        </Button>
        <SaveViewButton {...view} />
      </div>
    </Drawer>
  );
}

function Section({ filter }: { filter: Filter }) {
  const { label, isSet, words, editor, choose, clear } = filter;
  const value = isSet && words;
  if (editor)
    return (
      <details className={styles.section}>
        <summary className={styles.sectionHead}>
          <span>{label}</span>
          <bdi className={`${styles.value} cut`}>{value}</bdi>
          <IconChevronDown size={16} stroke={1.7} aria-hidden />
        </summary>
        {editor(() => undefined)}
      </details>
    );
  return (
    <div className={styles.section}>
      <button
        type="button"
        className={styles.sectionHead}
        aria-pressed={isSet}
        onClick={isSet ? clear : choose}
      >
        <span>{label}</span>
        <bdi className={`${styles.value} cut`}>{value}</bdi>
        {isSet && <IconCheck size={16} stroke={1.7} aria-hidden />}
      </button>
    </div>
  );
}
