import { IconWaveSine } from "@tabler/icons-react";
import { t } from "@/lib/messages";
import { isSkippingSilence } from "@/lib/player/preferences";
import { useStore } from "@/lib/store";
import { IconButton } from "./icon-button";

export function SkipSilenceButton() {
  const isOn = useStore(isSkippingSilence);
  return (
    <IconButton
      label={t("player.skipSilence")}
      isPressed={isOn}
      onClick={() => isSkippingSilence.set(!isOn)}
    >
      <IconWaveSine size={17} stroke={1.8} aria-hidden />
    </IconButton>
  );
}
