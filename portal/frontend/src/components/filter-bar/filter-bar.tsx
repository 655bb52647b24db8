import { type Icon, IconPlus, IconX } from "@tabler/icons-react";
import { Menu } from "@mantine/core";
import { useState } from "react";
import { t } from "@/lib/messages";
import styles from "./filter-bar.module.css";
import { FilterChoices } from "./filter-choices";

export interface FilterChoice {
  value: string;
  label: string;
}

export interface Filter {
  id: string;
  label: string;
  icon: Icon;
  /** As it stands in the address; undefined: not set. */
  value: string | undefined;
  /** What the chip says after its name. */
  words: string;
  /** None: it is set by a link from elsewhere and can only be taken out. */
  choices: readonly FilterChoice[];
  onChoose: (value: string | undefined) => void;
}

/** The filters that are set as chips, each opening its choices, and "+ Filter" for the others. */
export function FilterChips({ filters }: { filters: readonly Filter[] }) {
  const [opened, setOpened] = useState<string | null>(null);
  const shown = filters.filter(({ id, value }) => value !== undefined || id === opened);
  const left = filters.filter((filter) => !shown.includes(filter) && filter.choices.length > 0);

  function choose(filter: Filter, value: string | undefined): void {
    setOpened(null);
    filter.onChoose(value);
  }

  return (
    <>
      {shown.map((filter) => (
        <FilterChip
          key={filter.id}
          filter={filter}
          isOpen={opened === filter.id}
          setOpen={(isOpen) => setOpened(isOpen ? filter.id : null)}
          onChoose={(value) => choose(filter, value)}
        />
      ))}
      <Menu
        position="bottom-start"
        // The chosen filter's choices take the focus.
        returnFocus={false}
        transitionProps={{ duration: 0 }}
        classNames={{ dropdown: styles.dropdown }}
      >
        <Menu.Target>
          <button type="button" className={styles.add}>
            <IconPlus size={16} stroke={1.7} aria-hidden />
            {t("filters.filter")}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {left.map(({ id, label, icon: Shown, choices, onChoose }) => (
            <Menu.Item
              key={id}
              leftSection={<Shown size={16} stroke={1.7} aria-hidden />}
              onClick={() => {
                // Where there is only one choice, naming the filter makes it.
                if (choices.length === 1) onChoose(choices[0]?.value);
                else setOpened(id);
              }}
            >
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

interface FilterChipProps {
  filter: Filter;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  onChoose: (value: string | undefined) => void;
}

function FilterChip({ filter, isOpen, setOpen, onChoose }: FilterChipProps) {
  const { label, icon: Shown, words, value, choices } = filter;
  const face = (
    <>
      <Shown size={16} stroke={1.7} aria-hidden />
      {label}
      {words && <bdi className={`${styles.words} cut`}>{words}</bdi>}
    </>
  );
  return (
    <span className={styles.chip} data-set={value !== undefined}>
      {choices.length > 1 ? (
        <FilterChoices
          label={label}
          choices={choices}
          value={value}
          isOpen={isOpen}
          setOpen={setOpen}
          onChoose={onChoose}
        >
          {face}
        </FilterChoices>
      ) : (
        <span className={styles.face} title={words}>
          {face}
        </span>
      )}
      {value !== undefined && (
        <button
          type="button"
          className={styles.remove}
          aria-label={t("filters.remove", { filter: label })}
          onClick={() => onChoose(undefined)}
        >
          <IconX size={14} stroke={1.8} aria-hidden />
        </button>
      )}
    </span>
  );
}
