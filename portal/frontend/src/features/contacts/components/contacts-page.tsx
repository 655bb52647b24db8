import { FilterBar } from "@/components/filter-bar/filter-bar";
import { Page } from "@/components/page";
import { SaveViewButton } from "@/components/saved-views/save-view-button";
import { t } from "@/lib/messages";
import { useAddressState } from "@/lib/use-address-state";
import { useLayout } from "@/lib/use-layout";
import { FILTER_NAMES, NO_FILTERS, queryText } from "../filters";
import { useFilters } from "../use-filters";
import { ContactCount } from "./contact-count";
import { ContactList } from "./contact-list";
import { ContactTabs } from "./contact-tabs";
import { NewContact } from "./new-contact";
import { SortChoice } from "./sort-choice";

// One letter after the other comes faster; the server answers within the same time.
const SEARCH_WAIT_MS = 120;

export default function ContactsPage() {
  const [filters, change] = useAddressState(FILTER_NAMES);
  const shown = useFilters(filters, change);
  const isPhone = useLayout() === "phone";
  const tabs = <ContactTabs filters={filters} change={change} />;
  const view = { page: "contacts", query: queryText(filters) } as const;
  return (
    <Page
      title={t("contacts.title")}
      isList
      after={!isPhone && tabs}
      actions={
        <>
          <ContactCount filters={filters} />
          {!isPhone && <SaveViewButton {...view} />}
          <NewContact />
        </>
      }
      bar={
        <>
          {isPhone && tabs}
          <FilterBar
            search={{
              value: filters.search ?? "",
              onSearch: (search) => change({ search: search || undefined }),
              label: t("contacts.search"),
              waitMs: SEARCH_WAIT_MS,
            }}
            filters={shown}
            toggles={
              <SortChoice value={filters.sort} onChange={(sort) => change({ sort })} />
            }
            clearAll={() => change(NO_FILTERS)}
            showLabel={t("contacts.show")}
            view={view}
          />
        </>
      }
    >
      <ContactList filters={filters} change={change} />
    </Page>
  );
}
