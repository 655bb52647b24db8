import { IconCircleCheck, IconCircleCheckFilled } from "@tabler/icons-react";
import { memo } from "react";
import { nameOf } from "@/components/call-cells/play-or-pause";
import type { Call } from "@/lib/call";
import { t } from "@/lib/messages";
import { useMarkReviewed } from "../use-mark-reviewed";
import styles from "./rows.module.css";

/** A tick that marks the call as reviewed, and takes it back. */
export const ReviewedCell = memo(function ReviewedCell({ call }: { call: Call }) {
  const mark = useMarkReviewed();
  const isReviewed = call.reviewed_at !== null;
  const Shown = isReviewed ? IconCircleCheckFilled : IconCircleCheck;
  const label = t(isReviewed ? "calls.markedReviewed" : "calls.markReviewed", { name: nameOf(call) });
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.review}
      aria-pressed={isReviewed}
      aria-label={label}
      title={t(isReviewed ? "calls.reviewedYes" : "calls.reviewedNo")}
      onClick={() => mark(call)}
    >
      <Shown size={16} stroke={1.6} aria-hidden />
    </button>
  );
});
