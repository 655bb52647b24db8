import { ActionIcon } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { Call } from "@/lib/call";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import type { Segment } from "../api/transcript";
import { goTo } from "./note-row";
import { SegmentEditor } from "./segment-editor";
import styles from "./transcript.module.css";

interface SegmentRowProps {
  call: Call;
  segment: Segment;
  etag: string;
  isCurrent: boolean;
  isEdited: boolean;
  /** Undefined: the viewer may not. */
  onEdit?: (isOn: boolean) => void;
}

export function SegmentRow({ call, segment, etag, isCurrent, isEdited, onEdit }: SegmentRowProps) {
  const row = useRef<HTMLLIElement>(null);
  const time = length(segment.start_seconds);
  useEffect(() => {
    // Only as far as it takes, and never away from what is being corrected.
    if (isCurrent && !document.activeElement?.closest("textarea"))
      row.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li ref={row} className={styles.segment} data-current={isCurrent} data-side={segment.side}>
      <button
        type="button"
        className={`${styles.at} num`}
        aria-label={t("call.noteGoTo", { time })}
        onClick={() => goTo(call, segment.start_seconds)}
      >
        {time}
      </button>
      {segment.side && (
        <span className={styles.side}>
          {t(segment.side === "left" ? "call.left" : "call.right")}
        </span>
      )}
      {isEdited && onEdit ? (
        <SegmentEditor
          callId={call.id}
          segment={segment}
          etag={etag}
          onClose={() => onEdit(false)}
        />
      ) : (
        <>
          <bdi
            dir="auto"
            className={styles.text}
            title={segment.original_text ?? undefined}
            onClick={() => goTo(call, segment.start_seconds)}
          >
            {segment.text}
          </bdi>
          {onEdit && (
            <ActionIcon
              variant="subtle"
              color="gray"
              className={styles.edit}
              aria-label={t("call.edit", { time })}
              title={t("call.edit", { time })}
              onClick={() => onEdit(true)}
            >
              <IconPencil size={16} stroke={1.7} aria-hidden />
            </ActionIcon>
          )}
        </>
      )}
    </li>
  );
}
