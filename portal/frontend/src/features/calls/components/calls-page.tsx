import { Suspense, lazy } from "react";
import { ErrorState } from "@/components/error-state";
import { FirstRun } from "@/components/first-run/first-run";
import { Page } from "@/components/page";
import { ApiProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";
import { useStore } from "@/lib/store";
import { useAddressState } from "@/lib/use-address-state";
import { isUploadOpen } from "@/lib/upload-drawer";
import { useLayout } from "@/lib/use-layout";
import { useCalls } from "../api/list-calls";
import { FILTER_NAMES, type Filters, queryText } from "../filters";
import { CallsList } from "./calls-list";
import { CallsSkeleton } from "./calls-skeleton";
import { CallFilterBar } from "./filters/call-filter-bar";
import { NoMatch } from "./no-match";
import { PageActions } from "./page-actions";
import { WhoseCalls } from "./whose-calls";

const UploadDrawer = lazy(() => import("./upload/upload-drawer"));

export default function CallsPage() {
  const [filters, change] = useAddressState(FILTER_NAMES);
  const isUploading = useStore(isUploadOpen);
  const layout = useLayout();
  const list = useCalls(filters);
  const query = queryText(filters);
  const isFirstRun = list.rows.length === 0 && query === "" && list.isSuccess;
  return (
    <Page
      title={t("calls.title")}
      isList
      after={layout !== "phone" && !isFirstRun && <WhoseCalls filters={filters} change={change} />}
      actions={
        <PageActions
          filters={filters}
          count={list.firstPage?.count}
          onUpload={() => isUploadOpen.set(true)}
        />
      }
      bar={!isFirstRun && <CallFilterBar filters={filters} change={change} />}
    >
      <Content list={list} filters={filters} change={change} />
      {isUploading && (
        <Suspense>
          <UploadDrawer onClose={() => isUploadOpen.set(false)} />
        </Suspense>
      )}
    </Page>
  );
}

interface ContentProps {
  list: ReturnType<typeof useCalls>;
  filters: Filters;
  change: (changes: Filters) => void;
}

function Content({ list, filters, change }: ContentProps) {
  const query = queryText(filters);
  if (list.error && !list.isFetchNextPageError) {
    const isFilter = list.error instanceof ApiProblem && list.error.status === 400;
    return (
      <ErrorState
        title={t(isFilter ? "calls.badFilter" : "calls.failedTitle")}
        error={list.error}
        onRetry={() => void list.refetch()}
        isRetrying={list.isFetching}
      />
    );
  }
  if (list.isPending) return <CallsSkeleton />;
  if (list.rows.length > 0)
    // Another list begins at its top.
    return <CallsList key={query} list={list} filters={filters} />;
  return query ? <NoMatch filters={filters} change={change} /> : <FirstRun />;
}
