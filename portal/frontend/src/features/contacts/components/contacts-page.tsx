import { Page } from "@/components/page";
import { FilterChips } from "@/components/filter-bar/filter-bar";
import { SearchField } from "@/components/filter-bar/search-field";
import { t } from "@/lib/messages";
import { useAddressState } from "@/lib/use-address-state";
import { useLayout } from "@/lib/use-layout";
import { FILTER_NAMES } from "../filters";
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
  const chips = useFilters(filters, change);
  const isPhone = useLayout() === "phone";
  const tabs = <ContactTabs filters={filters} change={change} />;
  return (
    <Page
      title={t("contacts.title")}
      isList
      after={!isPhone && tabs}
      actions={
        <>
          <ContactCount filters={filters} />
          <NewContact />
        </>
      }
      bar={
        <>
          {isPhone && tabs}
          <SearchField
            value={filters.search ?? ""}
            onSearch={(search) => change({ search: search || undefined })}
            label={t("contacts.search")}
            waitMs={SEARCH_WAIT_MS}
          />
          <FilterChips filters={chips} />
          <SortChoice value={filters.sort} onChange={(sort) => change({ sort })} />
        </>
      }
    >
      <ContactList filters={filters} change={change} />
    </Page>
  );
}
