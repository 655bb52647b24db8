import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconDownload,
  IconLink,
  IconRefresh,
  IconSettings,
} from "@tabler/icons-react";
import { Link } from "react-router";
import { useMay, useMe } from "@/lib/api/me";
import type { Call } from "@/lib/call";
import { cappedCount, number } from "@/lib/format/numbers";
import { type PlainKey, t } from "@/lib/messages";
import { copyMoment } from "@/lib/player/copy-moment";
import { player } from "@/lib/player/store";
import { useReprocess } from "../api/reprocess";
import { useListPlace } from "../use-list-place";
import styles from "./call-page.module.css";

const WITHOUT_BYTES = ["expected", "absent", "erased"];

export function CallActions({ call }: { call: Call }) {
  const place = useListPlace(call.id);
  const hasBytes = !WITHOUT_BYTES.includes(call.recording.status);
  return (
    <>
      {place && (
        <>
          {place.total && (
            <span className={`${styles.place} num`}>
              {t("call.place", { at: number(place.place), total: cappedCount(place.total) })}
            </span>
          )}
          <Step label="call.previous" to={place.previous} icon={<IconArrowUp size={17} />} />
          <Step label="call.next" to={place.next} icon={<IconArrowDown size={17} />} />
        </>
      )}
      {hasBytes && call.recording.may_listen && (
        <ActionIcon
          component="a"
          href={`/v1/calls/${call.id}/recording?download`}
          variant="default"
          size={32}
          aria-label={t("call.download")}
          title={t("call.download")}
        >
          <IconDownload size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      )}
      <More call={call} hasBytes={hasBytes} />
    </>
  );
}

interface StepProps {
  label: PlainKey;
  to: Call | undefined;
  icon: React.ReactNode;
}

function Step({ label, to, icon }: StepProps) {
  const looks = { variant: "default", size: 32, "aria-label": t(label), title: t(label) } as const;
  if (!to)
    return (
      <ActionIcon {...looks} disabled>
        {icon}
      </ActionIcon>
    );
  return (
    <ActionIcon {...looks} component={Link} to={`/calls/${to.id}`} replace>
      {icon}
    </ActionIcon>
  );
}

function More({ call, hasBytes }: { call: Call; hasBytes: boolean }) {
  const me = useMe();
  const mayReprocess = useMay("calls.reprocess_recording");
  const reprocess = useReprocess();

  function copyLink(): void {
    const isPlayed = player.get().call?.id === call.id;
    const positionSeconds = isPlayed ? player.get().positionSeconds : 0;
    void copyMoment({ call: { id: call.id, title: "", subtitle: "" }, positionSeconds });
  }

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={32} aria-label={t("shell.more")} title={t("shell.more")}>
          <IconDots size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={copyLink}>
          {t("call.copyLink")}
        </Menu.Item>
        {hasBytes && mayReprocess && (
          <Menu.Item
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => reprocess(call.id)}
          >
            {t("call.processAgain")}
          </Menu.Item>
        )}
        {me.may_open_admin && (
          <Menu.Item
            component="a"
            href={`/admin/calls/calllog/${call.id}/change/`}
            leftSection={<IconSettings size={16} aria-hidden />}
          >
            {t("call.openAdmin")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
