import { type ReactNode, useState } from "react";
import type { ViewPage } from "@/lib/views/list-views";
import { useLayout } from "@/lib/use-layout";
import { AddFilter } from "./add-filter";
import { type Filter, canBeSet } from "./filter";
import styles from "./filter-bar.module.css";
import { FilterChip } from "./filter-chip";
import { FilterSheetButton } from "./filter-sheet";
import { SearchField, type SearchFieldProps } from "./search-field";

export interface FilterBarProps {
  search: SearchFieldProps;
  filters: readonly Filter[];
  /** At the right: the questions of every day, the order. On a phone they head the sheet. */
  toggles: ReactNode;
  clearAll: () => void;
  /** On the sheet's button back to the list: "Show calls". */
  showLabel: string;
  /** What "Save view" in the sheet keeps. */
  view: { page: ViewPage; query: string };
}

/** Search, the filters as chips, and the toggles; on a phone the filters stand in a sheet. */
export function FilterBar(props: FilterBarProps) {
  const { search, filters, toggles } = props;
  const isPhone = useLayout() === "phone";
  const [opened, setOpened] = useState<string | null>(null);
  if (isPhone)
    return (
      <>
        <SearchField {...search} />
        <FilterSheetButton {...props} />
      </>
    );

  const shown = filters.filter(
    ({ id, isSet, isPinned, isToldElsewhere }) =>
      id === opened || isPinned || (isSet && !isToldElsewhere),
  );
  return (
    <>
      <SearchField {...search} />
      {shown.map((filter) => (
        <FilterChip
          key={filter.id}
          filter={filter}
          isOpen={opened === filter.id}
          setOpen={(isOpen) => setOpened(isOpen ? filter.id : null)}
        />
      ))}
      <AddFilter
        filters={filters.filter((filter) => !shown.includes(filter) && canBeSet(filter))}
        onAdd={({ id, choose }) => (choose ? choose() : setOpened(id))}
      />
      <span className={styles.toggles}>{toggles}</span>
    </>
  );
}
