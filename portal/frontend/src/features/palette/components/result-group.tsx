import { IconCornerDownLeft } from "@tabler/icons-react";
import type { Group, Item } from "../items";
import styles from "./palette.module.css";

interface ResultGroupProps {
  id: string;
  group: Group;
  activeId: string | undefined;
  onRun: (item: Item, isPlay: boolean) => void;
}

export function ResultGroup({ id, group, activeId, onRun }: ResultGroupProps) {
  const title = `${id}-title-${group.id}`;
  return (
    <div role="group" aria-labelledby={title}>
      <div id={title} className={styles.groupTitle} role="presentation">
        {group.title}
      </div>
      {group.items.map((item) => (
        // The keyboard acts on the field above, as a combobox's does.
        <div
          key={item.id}
          id={`${id}-${item.id}`}
          role="option"
          aria-selected={item.id === activeId}
          className={styles.item}
          onMouseDown={(event) => event.preventDefault()}
          onClick={(event) => onRun(item, event.shiftKey)}
        >
          <span className={styles.icon} aria-hidden="true">
            {item.icon}
          </span>
          <span className={`${styles.itemTitle} cut`}>{item.title}</span>
          {item.more && <span className={`${styles.more} cut`}>{item.more}</span>}
          {item.aside && <span className={styles.aside}>{item.aside}</span>}
          <IconCornerDownLeft className={styles.enter} size={14} stroke={1.7} aria-hidden />
        </div>
      ))}
    </div>
  );
}
