import { useState } from "react";
import { useLayout } from "@/lib/use-layout";
import { CHIPS, type Chip, type Filters, activeChips, isActive } from "@/features/calls/filters";
import { AddFilter } from "./add-filter";
import { WITHOUT_EDITOR } from "./chips";
import { FilterChip } from "./filter-chip";
import { FilterSheetButton } from "./filter-sheet";
import styles from "./filters.module.css";
import { SearchField } from "./search-field";
import { Toggles, isNotListened, isToReview } from "./toggles";
import { useChipWords } from "./use-chip-words";

interface FilterBarProps {
  filters: Filters;
  change: (changes: Filters) => void;
}

/** Chips of what the toggles don't say already. */
function shownChips(filters: Filters): Chip[] {
  return activeChips(filters).filter(
    (chip) =>
      !(isNotListened(filters) && (chip === "heard" || chip === "recording")) &&
      !(isToReview(filters) && chip === "reviewed"),
  );
}

/** Search, the filters as chips, and the toggles. All of it is in the address. */
export function FilterBar({ filters, change }: FilterBarProps) {
  const layout = useLayout();
  const [opened, setOpened] = useState<Chip | null>(null);
  const words = useChipWords(filters);
  const search = (
    <SearchField
      value={filters.search ?? ""}
      onSearch={(text) => change({ search: text || undefined })}
    />
  );
  if (layout === "phone")
    return (
      <>
        {search}
        <FilterSheetButton filters={filters} change={change} words={words} />
      </>
    );

  const active = shownChips(filters);
  const chips = opened && !active.includes(opened) ? [...active, opened] : active;
  return (
    <>
      {search}
      {chips.map((chip) => (
        <FilterChip
          key={chip}
          chip={chip}
          filters={filters}
          change={change}
          words={isActive(filters, chip) ? words(chip) : ""}
          isOpen={opened === chip}
          setOpen={(isOpen) => setOpened(isOpen ? chip : null)}
        />
      ))}
      <AddFilter
        chips={CHIPS.filter((chip) => !chips.includes(chip) && !WITHOUT_EDITOR.includes(chip))}
        onAdd={setOpened}
      />
      <span className={styles.toggles}>
        <Toggles filters={filters} change={change} />
      </span>
    </>
  );
}
