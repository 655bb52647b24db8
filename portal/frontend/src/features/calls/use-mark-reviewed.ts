import { useQueryClient } from "@tanstack/react-query";
import type { Call } from "@/lib/call";
import { changeCallInCaches } from "@/lib/calls/in-caches";
import { useReviewCall } from "@/lib/calls/review-call";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";

/** Marks a call as reviewed or takes the mark away, at once and with an undo. */
export function useMarkReviewed(): (call: Call) => void {
  const client = useQueryClient();
  const review = useReviewCall();

  function set(id: string, isReviewed: boolean): void {
    changeCallInCaches(client, id, { reviewed_at: isReviewed ? new Date().toISOString() : null });
    review({ id, isReviewed });
    void client.invalidateQueries({ queryKey: ["calls", "count"] });
  }

  return (call) => {
    const isReviewed = call.reviewed_at === null;
    set(call.id, isReviewed);
    showToast(t(isReviewed ? "calls.nowReviewed" : "calls.nowNotReviewed"), {
      label: t("shell.undo"),
      run: () => set(call.id, !isReviewed),
    });
  };
}
