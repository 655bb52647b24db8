import {
  type Icon,
  IconAlertTriangle,
  IconPhoneOff,
  IconShieldExclamation,
  IconUserOff,
  IconUserPlus,
} from "@tabler/icons-react";
import type { Case } from "../api/list-cases";
import styles from "./case-icon.module.css";

const ICONS: Readonly<Record<Case["kind"], Icon>> = {
  unlinked: IconUserOff,
  invalid_number: IconPhoneOff,
  recording: IconShieldExclamation,
  new_lead: IconUserPlus,
};

/** Its kind. The word stands beside it, so it is silent. */
export function CaseIcon({ shown, size = 17 }: { shown: Case; size?: number }) {
  const isFailed = shown.kind === "recording" && shown.call?.recording.status === "failed";
  const Shown = isFailed ? IconAlertTriangle : ICONS[shown.kind];
  return (
    <Shown
      size={size}
      stroke={1.7}
      className={styles.icon}
      data-lead={shown.kind === "new_lead"}
      aria-hidden
    />
  );
}
