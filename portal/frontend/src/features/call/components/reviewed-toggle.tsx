import { Switch } from "@mantine/core";
import { Time } from "@/components/time";
import type { Call } from "@/lib/call";
import { useReviewCall } from "@/lib/calls/review-call";
import { rich, t } from "@/lib/messages";
import styles from "./call-panel.module.css";

export function ReviewedToggle({ call, mayReview }: { call: Call; mayReview: boolean }) {
  const review = useReviewCall();
  return (
    <div className={styles.reviewed}>
      <Switch
        label={t("call.reviewed")}
        checked={call.reviewed_at !== null}
        disabled={!mayReview}
        onChange={(event) => review({ id: call.id, isReviewed: event.currentTarget.checked })}
      />
      {call.reviewed_at && call.reviewed_by && (
        <span className={styles.reviewedBy}>
          {rich("call.reviewedBy", {
            name: <bdi>{call.reviewed_by.name}</bdi>,
            time: <Time at={call.reviewed_at} />,
          })}
        </span>
      )}
    </div>
  );
}
