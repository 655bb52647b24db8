import { useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { ErrorState } from "@/components/error-state";
import { Grid } from "@/components/grid/grid";
import { TableSkeleton } from "@/components/table-skeleton";
import type { Contact } from "@/lib/contacts/contact";
import { lastList, rememberList } from "@/lib/contacts/last-list";
import { t } from "@/lib/messages";
import { useLayout } from "@/lib/use-layout";
import { useContacts } from "../api/list-contacts";
import type { ContactFilters } from "../filters";
import { columnsFor } from "./columns";
import styles from "./contacts.module.css";
import { ListFoot } from "./list-foot";
import { NoContacts } from "./no-contacts";
import { PhoneRow } from "./phone-row";
import { useRowKeys } from "./use-row-keys";

const ROW = 40;
const PHONE_ROW = 64;

interface ContactListProps {
  filters: ContactFilters;
  change: (changes: ContactFilters) => void;
}

export function ContactList({ filters, change }: ContactListProps) {
  const list = useContacts(filters);
  const layout = useLayout();
  const navigate = useNavigate();
  const { search } = useLocation();
  useRowKeys();
  const [startAt] = useState(() => {
    const last = lastList();
    return last.address === `/contacts${search}` ? last.openedId : undefined;
  });

  function open(contact: Contact): void {
    rememberList(search, contact.id);
    void navigate(`/contacts/${contact.id}`);
  }

  if (list.isPending) return <TableSkeleton />;
  if (list.error && !list.firstPage)
    return (
      <ErrorState
        title={t("contacts.failed")}
        error={list.error}
        onRetry={() => void list.refetch()}
        isRetrying={list.isFetching}
      />
    );
  if (list.rows.length === 0)
    return list.isPlaceholderData ? null : <NoContacts filters={filters} change={change} />;
  return (
    <div className={styles.list} aria-busy={list.isPlaceholderData}>
      <Grid
        label={t("contacts.list")}
        rows={list.rows}
        columns={columnsFor(layout)}
        rowKey={(contact) => contact.id}
        rowHeight={layout === "phone" ? PHONE_ROW : ROW}
        onOpen={open}
        compactRow={layout === "phone" ? (contact) => <PhoneRow contact={contact} /> : undefined}
        onEnd={list.loadMore}
        startAt={startAt}
        foot={<ListFoot list={list} />}
      />
    </div>
  );
}
