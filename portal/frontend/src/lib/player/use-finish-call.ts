import { useMay } from "@/lib/api/me";
import { useReviewCall } from "@/lib/calls/review-call";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { player } from "./store";
import { useStep } from "./use-step";

/** Done with the call that plays: marks it as reviewed (who may) and plays the next. */
export function useFinishCall(): () => void {
  const mayReview = useMay("calls.review_call");
  const review = useReviewCall();
  const step = useStep();
  return () => {
    const { call } = player.get();
    if (!call) return;
    const next = step(1);
    if (!mayReview) {
      if (!next) showToast(t("player.last"));
      return;
    }
    review({ id: call.id, isReviewed: true });
    showToast(
      next ? t("player.reviewed", { name: next.title }) : t("player.reviewedLast"),
      { label: t("shell.undo"), run: () => review({ id: call.id, isReviewed: false }) },
    );
  };
}
