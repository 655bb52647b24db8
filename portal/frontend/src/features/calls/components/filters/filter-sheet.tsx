import { Button, Drawer } from "@mantine/core";
import { IconChevronDown, IconFilter } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "@/lib/messages";
import { CHIPS, type Chip, type Filters, NOTHING, activeChips, isActive } from "@/features/calls/filters";
import { ChipEditor } from "./chip-editor";
import { CHIP_LOOKS, WITHOUT_EDITOR } from "./chips";
import styles from "./filters.module.css";
import { Toggles } from "./toggles";

interface FilterSheetProps {
  filters: Filters;
  change: (changes: Filters) => void;
  words: (chip: Chip) => string;
}

/** On a phone all filters stand in a sheet that comes from below. */
export function FilterSheetButton(props: FilterSheetProps) {
  const [isOpen, setIsOpen] = useState(false);
  const count = activeChips(props.filters).length;
  return (
    <>
      <button
        type="button"
        className={styles.sheetButton}
        data-active={count > 0}
        aria-label={t("calls.filters")}
        onClick={() => setIsOpen(true)}
      >
        <IconFilter size={18} stroke={1.7} aria-hidden />
        {count > 0 && <span className="num">{count}</span>}
      </button>
      {isOpen && <FilterSheet {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function FilterSheet({ filters, change, words, onClose }: FilterSheetProps & { onClose: () => void }) {
  const chips = CHIPS.filter((chip) => isActive(filters, chip) || !WITHOUT_EDITOR.includes(chip));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="85%"
      title={t("calls.filters")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      classNames={{ body: styles.sheet, content: styles.sheetContent }}
    >
      <div className={styles.sheetToggles}>
        <Toggles filters={filters} change={change} />
      </div>
      {chips.map((chip) => (
        <details key={chip} className={styles.section}>
          <summary>
            <span>{t(CHIP_LOOKS[chip].label)}</span>
            <bdi className={`${styles.value} cut`}>{isActive(filters, chip) && words(chip)}</bdi>
            <IconChevronDown size={16} stroke={1.7} aria-hidden />
          </summary>
          <ChipEditor chip={chip} filters={filters} change={change} />
        </details>
      ))}
      <div className={styles.sheetFoot}>
        <Button onClick={onClose}>{t("calls.showCalls")}</Button>
        <Button variant="default" onClick={() => change(NOTHING)}>
          {t("calls.clearAll")}
        </Button>
      </div>
    </Drawer>
  );
}
