import { Button } from "@mantine/core";
import { IconAddressBook, IconFilter, IconSearch } from "@tabler/icons-react";
import { EmptyState } from "@/components/empty-state";
import { useMay } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { type ContactFilters, NO_FILTERS, isFiltered, looksLikeNumber } from "../filters";
import { CreateContact } from "./create-contact";
import { NoNumber } from "./no-number";

interface NoContactsProps {
  filters: ContactFilters;
  change: (changes: ContactFilters) => void;
}

/** Nobody is in this list: why, and what to do next. */
export function NoContacts({ filters, change }: NoContactsProps) {
  const mayCreate = useMay("contacts.add_contact");
  const { search } = filters;
  const isNarrowed = isFiltered(filters);
  const clear = isNarrowed && (
    <Button variant={search ? "default" : "filled"} onClick={() => change(NO_FILTERS)}>
      {t("contacts.clearFilters")}
    </Button>
  );

  if (search && looksLikeNumber(search))
    return <NoNumber number={search} isNarrowed={isNarrowed} clear={clear} />;
  if (search)
    return (
      <EmptyState
        icon={<IconSearch size={20} stroke={1.6} />}
        title={t("contacts.noMatchSearch", { search })}
        steps={
          <>
            {mayCreate && <CreateContact label="contacts.createNamed" prefill={{ name: search }} />}
            {clear}
          </>
        }
      >
        {t(isNarrowed ? "contacts.noMatchWhy" : "contacts.noMatchWords")}
      </EmptyState>
    );
  if (isNarrowed)
    return (
      <EmptyState
        icon={<IconFilter size={20} stroke={1.6} />}
        title={t("contacts.noMatch")}
        steps={clear}
      >
        {t("contacts.noMatchWhy")}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<IconAddressBook size={20} stroke={1.6} />}
      title={t("contacts.none")}
      steps={mayCreate && <CreateContact label="contacts.new" />}
    >
      {t("contacts.noneWhy")}
    </EmptyState>
  );
}
