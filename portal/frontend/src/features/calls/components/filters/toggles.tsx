import { Toggle } from "@/components/filter-bar/toggle";
import { useMay } from "@/lib/api/me";
import { cappedCount } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import { useCount } from "@/features/calls/api/list-calls";
import type { Filters } from "@/features/calls/filters";

interface TogglesProps {
  filters: Filters;
  change: (changes: Filters) => void;
}

const NOT_LISTENED: Filters = { heard: "false", recording_status: "ready" };
const TO_REVIEW: Filters = { reviewed: "false" };

export function isNotListened(filters: Filters): boolean {
  return filters.heard === "false" && filters.recording_status === "ready";
}

export function isToReview(filters: Filters): boolean {
  return filters.reviewed === "false";
}

/** The two questions of every day, each with its number. */
export function Toggles({ filters, change }: TogglesProps) {
  const mayListen = useMay("calls.listen_to_recording");
  const mayReview = useMay("calls.review_call");
  return (
    <>
      {mayListen && <NotListened filters={filters} change={change} />}
      {mayReview && <ToReview filters={filters} change={change} />}
    </>
  );
}

function NotListened({ filters, change }: TogglesProps) {
  const isOn = isNotListened(filters);
  const count = useCount({ ...filters, ...NOT_LISTENED });
  return (
    <Toggle
      isOn={isOn}
      label={t("calls.notListened")}
      onClick={() => change(isOn ? { heard: undefined, recording_status: undefined } : NOT_LISTENED)}
    >
      {count && cappedCount(count)}
    </Toggle>
  );
}

/** Pressed it says how far one has come: "12 of 40 left". */
function ToReview({ filters, change }: TogglesProps) {
  const isOn = isToReview(filters);
  const left = useCount({ ...filters, ...TO_REVIEW });
  const all = useCount({ ...filters, reviewed: undefined }, isOn);
  return (
    <Toggle
      isOn={isOn}
      label={t("calls.toReview")}
      onClick={() => change(isOn ? { reviewed: undefined } : TO_REVIEW)}
    >
      {left && isOn && all
        ? t("calls.left", { left: cappedCount(left), all: cappedCount(all) })
        : left && cappedCount(left)}
    </Toggle>
  );
}
