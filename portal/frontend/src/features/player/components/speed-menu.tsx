import { Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { t } from "@/lib/messages";
import { SPEEDS, speed } from "@/lib/player/preferences";
import { useStore } from "@/lib/store";
import styles from "./player-bar.module.css";

/** 0.75 to 2×; this browser remembers it. */
export function SpeedMenu() {
  const current = useStore(speed);
  return (
    <Menu position="top" width={96} shadow="md">
      <Menu.Target>
        <button
          type="button"
          className={styles.speed}
          title={t("player.speed")}
          aria-label={t("player.speedIs", { speed: `${current}×` })}
        >
          <span className="num">{current}×</span>
          <IconChevronDown size={14} stroke={1.8} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {SPEEDS.map((each) => (
          <Menu.Item
            key={each}
            className={styles.speedItem}
            data-current={each === current}
            onClick={() => speed.set(each)}
          >
            {each}×
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
