import { Suspense, lazy } from "react";
import { useStore } from "@/lib/store";
import { isManagingViews } from "@/lib/views/managing";

const ManageViews = lazy(() => import("@/components/saved-views/manage-views"));

export function ManageViewsPlace() {
  if (!useStore(isManagingViews)) return null;
  return (
    <Suspense>
      <ManageViews onClose={() => isManagingViews.set(false)} />
    </Suspense>
  );
}
