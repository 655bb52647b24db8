import { IconCheck, IconRefresh } from "@tabler/icons-react";
import { useMay } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { reprocessCall } from "@/lib/calls/reprocess-call";
import { reviewCall } from "@/lib/calls/review-call";
import { caseName } from "../case-words";
import { type Action, Actions } from "./actions";
import { CallCard } from "./call-card";
import type { CaseProps } from "./case-detail";
import { Findings } from "./findings";

/** Audio that can't be played or wasn't understood. */
export function RecordingCase({ opened, onDecide }: CaseProps) {
  const mayProcess = useMay("calls.reprocess_recording");
  const { call } = opened;
  if (!call) return null;
  const decided = { decided: opened, name: caseName(opened) };

  const process: Action = {
    keys: "p",
    does: t("review.processAgain"),
    icon: <IconRefresh size={16} stroke={1.8} />,
    run: () =>
      onDecide({ ...decided, done: t("review.didProcess"), run: () => reprocessCall(call.id) }),
  };
  const review: Action = {
    keys: "x",
    does: t("review.reviewed"),
    icon: <IconCheck size={16} stroke={1.8} />,
    run: () =>
      onDecide({
        ...decided,
        done: t("review.didReview"),
        run: () => reviewCall({ id: call.id, isReviewed: true }),
        undo: () => reviewCall({ id: call.id, isReviewed: false }),
      }),
  };
  // What the server stumbled over may go well next time; a damaged file stays damaged.
  const isFailed = call.recording.status === "failed";
  const both = isFailed ? [process, review] : [review, process];
  return (
    <>
      <CallCard call={call} />
      <Findings findings={call.recording.findings} />
      <Actions actions={mayProcess ? both : [review]} />
    </>
  );
}
