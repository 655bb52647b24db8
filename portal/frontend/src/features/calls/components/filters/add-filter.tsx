import { Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import type { Chip } from "@/features/calls/filters";
import { CHIP_LOOKS } from "./chips";
import styles from "./filters.module.css";

/** "+ Filter": what the list isn't narrowed by yet. */
export function AddFilter({ chips, onAdd }: { chips: readonly Chip[]; onAdd: (chip: Chip) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  useKeys([
    { keys: "f", does: t("calls.addFilter"), group: "page", run: () => setIsOpen(true) },
  ]);
  return (
    <Menu
      opened={isOpen}
      onChange={setIsOpen}
      position="bottom-start"
      // The chosen filter's editor takes the focus.
      returnFocus={false}
      shadow="none"
      classNames={{ dropdown: styles.dropdown }}
    >
      <Menu.Target>
        <button type="button" className={styles.add}>
          <IconPlus size={16} stroke={1.7} aria-hidden />
          {t("calls.filter")}
          <ButtonKey keys="f" />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("calls.filterBy")}>
        {chips.map((chip) => {
          const { label, icon: Shown } = CHIP_LOOKS[chip];
          return (
            <Menu.Item
              key={chip}
              leftSection={<Shown size={16} stroke={1.7} aria-hidden />}
              onClick={() => onAdd(chip)}
            >
              {t(label)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
