import { Popover, Slider } from "@mantine/core";
import { IconVolume, IconVolumeOff } from "@tabler/icons-react";
import { useState } from "react";
import { t } from "@/lib/messages";
import { volume } from "@/lib/player/preferences";
import { useStore } from "@/lib/store";
import { IconButton } from "./icon-button";
import styles from "./player-bar.module.css";

const FULL = 100;

export function VolumeButton() {
  const { level, isMuted } = useStore(volume);
  const [isOpen, setIsOpen] = useState(false);
  const Icon = isMuted || level === 0 ? IconVolumeOff : IconVolume;
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="top" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.icon}
          aria-label={t("player.volume")}
          title={t("player.volume")}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon size={17} stroke={1.7} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.volume}>
        <IconButton
          label={t(isMuted ? "player.unmute" : "player.mute")}
          isPressed={isMuted}
          onClick={() => volume.set({ level, isMuted: !isMuted })}
        >
          <Icon size={17} stroke={1.7} aria-hidden />
        </IconButton>
        <Slider
          className={styles.level}
          thumbLabel={t("player.volume")}
          label={null}
          size="sm"
          value={Math.round((isMuted ? 0 : level) * FULL)}
          onChange={(percent) => volume.set({ level: percent / FULL, isMuted: false })}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
