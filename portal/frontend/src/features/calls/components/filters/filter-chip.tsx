import { Popover } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { t } from "@/lib/messages";
import { type Chip, type Filters, cleared, isActive } from "@/features/calls/filters";
import { ChipEditor } from "./chip-editor";
import { CHIP_LOOKS, WITHOUT_EDITOR } from "./chips";
import styles from "./filters.module.css";

interface FilterChipProps {
  chip: Chip;
  filters: Filters;
  change: (changes: Filters) => void;
  words: string;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}

/** "Date **Last 7 days** ×": opens its editor, and goes with the cross. */
export function FilterChip({ chip, filters, change, words, isOpen, setOpen }: FilterChipProps) {
  const { label, icon: Shown } = CHIP_LOOKS[chip];
  const name = t(label);
  const hasEditor = !WITHOUT_EDITOR.includes(chip);
  const isSet = isActive(filters, chip);
  return (
    <span className={styles.chip} data-active={isSet}>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        shadow="none"
        classNames={{ dropdown: styles.dropdown }}
      >
        <Popover.Target>
          <button
            type="button"
            className={styles.chipMain}
            disabled={!hasEditor}
            onClick={() => setOpen(!isOpen)}
          >
            <Shown size={16} stroke={1.7} aria-hidden />
            <span>{name}</span>
            {isSet && <bdi className={`${styles.value} cut`}>{words}</bdi>}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={name}>
          <ChipEditor
            chip={chip}
            filters={filters}
            change={(changes) => {
              change(changes);
              setOpen(false);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {isSet && (
        <button
          type="button"
          className={styles.remove}
          aria-label={t("calls.removeFilter", { name })}
          onClick={() => change(cleared(chip))}
        >
          <IconX size={14} stroke={1.8} aria-hidden />
        </button>
      )}
    </span>
  );
}
