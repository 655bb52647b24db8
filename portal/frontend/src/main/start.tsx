import { Suspense } from "react";
import { TableSkeleton } from "@/components/table-skeleton";
import { PageBoundary } from "./shell/page-boundary";
import { Shell } from "./shell/shell";

/** Nothing shows before it is known who asks. */
export function Start() {
  return (
    <PageBoundary>
      <Suspense fallback={<TableSkeleton />}>
        <Shell />
      </Suspense>
    </PageBoundary>
  );
}
