import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type PlainKey, t } from "@/lib/messages";
import styles from "./contacts.module.css";

const SORTS: readonly (readonly [string | undefined, PlainKey])[] = [
  [undefined, "contacts.sortCreated"],
  ["updated", "contacts.sortUpdated"],
];

interface SortChoiceProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

export function SortChoice({ value, onChange }: SortChoiceProps) {
  const isUpdated = value === "updated";
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={styles.sort}>
          {t("contacts.sort")}{" "}
          <b>{t(isUpdated ? "contacts.sortUpdated" : "contacts.sortCreated")}</b>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {SORTS.map(([sort, label]) => {
          const isChosen = isUpdated === (sort === "updated");
          return (
            <Menu.Item
              key={label}
              aria-current={isChosen}
              rightSection={isChosen && <IconCheck size={16} stroke={1.7} aria-hidden />}
              onClick={() => onChange(sort)}
            >
              {t(label)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
