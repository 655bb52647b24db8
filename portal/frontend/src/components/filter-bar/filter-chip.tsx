import { Popover } from "@mantine/core";
import { IconChevronDown, IconX } from "@tabler/icons-react";
import { t } from "@/lib/messages";
import type { Filter } from "./filter";
import styles from "./filter-bar.module.css";

interface FilterChipProps {
  filter: Filter;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}

/** "Date **Last 7 days** ×": opens its editor, and goes with the cross. */
export function FilterChip({ filter, isOpen, setOpen }: FilterChipProps) {
  const { label, icon: Shown, isSet, words, editor } = filter;
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
            disabled={!editor}
            onClick={() => setOpen(!isOpen)}
          >
            <Shown size={16} stroke={1.7} aria-hidden />
            <span>{label}</span>
            {isSet ? (
              <bdi className={`${styles.value} cut`} title={words}>
                {words}
              </bdi>
            ) : (
              <IconChevronDown size={14} stroke={1.7} aria-hidden />
            )}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={label}>{editor?.(() => setOpen(false))}</Popover.Dropdown>
      </Popover>
      {isSet && (
        <button
          type="button"
          className={styles.remove}
          aria-label={t("filters.remove", { filter: label })}
          onClick={filter.clear}
        >
          <IconX size={14} stroke={1.8} aria-hidden />
        </button>
      )}
    </span>
  );
}
