import { international } from "@/lib/format/phones";
import { relativeTime } from "@/lib/format/times";
import { t } from "@/lib/messages";
import type { Reason } from "@/lib/calls/list-matches";

/** "3 calls from this number were linked here, the last Nov 16; has this number" */
export function reasonWords(reasons: readonly Reason[], now: Date): string {
  return reasons
    .map((reason) => oneReason(reason, now))
    .reduce((first, then) =>
      t("review.and", { first, then: then.charAt(0).toLowerCase() + then.slice(1) }),
    );
}

function oneReason({ code, at, times, phone_number }: Reason, now: Date): string {
  if (code === "linked_before")
    return t("review.linkedBefore", {
      count: times ?? 1,
      when: at ? relativeTime(new Date(at), now) : "",
    });
  if (code === "shares_number") return t("review.sharesNumber");
  return t("review.similarNumber", { number: phone_number ? international(phone_number) : "" });
}
