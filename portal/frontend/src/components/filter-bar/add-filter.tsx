import { Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import type { Filter } from "./filter";
import styles from "./filter-bar.module.css";

interface AddFilterProps {
  filters: readonly Filter[];
  onAdd: (filter: Filter) => void;
}

/** "+ Filter": what the list isn't narrowed by yet. */
export function AddFilter({ filters, onAdd }: AddFilterProps) {
  const [isOpen, setIsOpen] = useState(false);
  useKeys([{ keys: "f", does: t("filters.add"), group: "page", run: () => setIsOpen(true) }]);
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
          {t("filters.filter")}
          <ButtonKey keys="f" />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("filters.by")}>
        {filters.map((filter) => (
          <Menu.Item
            key={filter.id}
            leftSection={<filter.icon size={16} stroke={1.7} aria-hidden />}
            onClick={() => onAdd(filter)}
          >
            {filter.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
