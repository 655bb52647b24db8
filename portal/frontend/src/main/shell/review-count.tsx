import { sumOf, useReviewCounts } from "@/lib/api/review-counts";
import { cappedCount } from "@/lib/format/numbers";

/** How many cases wait, beside "Review" in the navigation. */
export function ReviewCount() {
  const counts = useReviewCounts();
  const sum = counts && sumOf(counts);
  return sum?.value ? cappedCount(sum) : null;
}
