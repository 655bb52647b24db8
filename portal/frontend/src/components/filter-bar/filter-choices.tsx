import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { FilterChoice } from "./filter-bar";
import styles from "./filter-bar.module.css";

interface FilterChoicesProps {
  label: string;
  choices: readonly FilterChoice[];
  value: string | undefined;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  onChoose: (value: string) => void;
  children: ReactNode;
}

export function FilterChoices(props: FilterChoicesProps) {
  const { label, choices, value, isOpen, setOpen, onChoose, children } = props;
  return (
    <Menu
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.dropdown }}
    >
      <Menu.Target>
        <button type="button" className={styles.face}>
          {children}
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.value}
            aria-current={choice.value === value}
            rightSection={choice.value === value && <IconCheck size={16} stroke={1.7} aria-hidden />}
            onClick={() => onChoose(choice.value)}
          >
            <bdi>{choice.label}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
