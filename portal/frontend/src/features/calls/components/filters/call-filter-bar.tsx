import { FilterBar } from "@/components/filter-bar/filter-bar";
import { type Filters, NOTHING, queryText } from "@/features/calls/filters";
import { t } from "@/lib/messages";
import { Toggles } from "./toggles";
import { useCallFilters } from "./use-call-filters";

// What was said is searched, too: it takes the server longer.
const SEARCH_WAIT_MS = 250;

interface CallFilterBarProps {
  filters: Filters;
  change: (changes: Filters) => void;
}

/** Search, the filters as chips, and the toggles. All of it is in the address. */
export function CallFilterBar({ filters, change }: CallFilterBarProps) {
  return (
    <FilterBar
      search={{
        value: filters.search ?? "",
        onSearch: (text) => change({ search: text || undefined }),
        label: t("calls.searchLabel"),
        placeholder: t("calls.search"),
        waitMs: SEARCH_WAIT_MS,
      }}
      filters={useCallFilters(filters, change)}
      toggles={<Toggles filters={filters} change={change} />}
      clearAll={() => change(NOTHING)}
      showLabel={t("calls.showCalls")}
      view={{ page: "calls", query: queryText(filters) }}
    />
  );
}
