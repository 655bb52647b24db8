import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useMe } from "@/lib/api/me";
import { type PlainKey, t } from "@/lib/messages";
import { seesEveryCall } from "@/lib/role";
import styles from "./contacts.module.css";

const CREATED = "created";
const LAST_CALL = "last_call";
const SORTS: readonly (readonly [sort: string, label: PlainKey])[] = [
  [CREATED, "contacts.sortCreated"],
  ["updated", "contacts.sortUpdated"],
  [LAST_CALL, "contacts.sortLastCall"],
];

interface SortChoiceProps {
  /** Undefined: the newest first. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

export function SortChoice({ value = CREATED, onChange }: SortChoiceProps) {
  const mayByCall = seesEveryCall(useMe());
  const chosen = SORTS.find(([sort]) => sort === value);
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={styles.sort}>
          {t("contacts.sort")} <b>{chosen ? t(chosen[1]) : value}</b>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {SORTS.filter(([sort]) => mayByCall || sort !== LAST_CALL).map(([sort, label]) => (
          <Menu.Item
            key={sort}
            aria-current={sort === value}
            rightSection={sort === value && <IconCheck size={16} stroke={1.7} aria-hidden />}
            onClick={() => onChange(sort === CREATED ? undefined : sort)}
          >
            {t(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
