import { IconAlertTriangle } from "@tabler/icons-react";
import { Badge } from "@/components/badge";
import type { Call } from "@/lib/call";
import { span } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import styles from "./recording-card.module.css";

type Finding = Call["recording"]["findings"][number];

// These only describe; the others make the call hard to follow.
const NEUTRAL = ["mostly_silent", "metadata_location"];

function wordsOf({ code, value, message }: Finding): string {
  const count = Math.round(value ?? 0);
  switch (code) {
    case "silent":
      return t("call.silent");
    case "mostly_silent":
      return t("call.mostlySilent", { count });
    case "one_side_silent":
      return t("call.oneSideSilent");
    case "quiet":
      return t("call.quiet", { count });
    case "clipped":
      return t("call.clipped");
    case "shorter_than_reported":
      return t("call.shorter", { time: span(value ?? 0) });
    case "damaged":
      return t("call.damaged");
    case "incomplete":
      return t("call.incomplete");
    case "metadata_location":
      return t("call.location");
    default:
      return message;
  }
}

/** What is odd about the audio: a badge each, the whole sentence on hover. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => {
        const isNeutral = NEUTRAL.includes(finding.code);
        return (
          <li key={finding.code} title={finding.message}>
            <Badge
              tone={isNeutral ? "neutral" : "amber"}
              icon={!isNeutral && <IconAlertTriangle size={14} stroke={1.7} aria-hidden />}
            >
              {wordsOf(finding)}
            </Badge>
          </li>
        );
      })}
    </ul>
  );
}
