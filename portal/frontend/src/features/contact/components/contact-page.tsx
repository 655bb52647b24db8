import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useNavigate, useParams } from "react-router";
import { ErrorState } from "@/components/error-state";
import { Page } from "@/components/page";
import { TableSkeleton } from "@/components/table-skeleton";
import { asProblem } from "@/lib/api/problem";
import { contactQuery } from "@/lib/contacts/get-contact";
import { t } from "@/lib/messages";
import { usePrefetchedTimeline } from "../api/timeline";
import { ContactGone } from "./contact-gone";
import { OpenContact } from "./open-contact";

export default function ContactPage() {
  const { contactId = "" } = useParams();
  // Drafts and tabs are this contact's own.
  return <ContactAt key={contactId} id={contactId} />;
}

function ContactAt({ id }: { id: string }) {
  usePrefetchedTimeline(id);
  const { data: contact, error, refetch, isFetching } = useQuery(contactQuery(id));
  const navigate = useNavigate();
  const survivorId = contact && contact.id !== id ? contact.id : null;

  useEffect(() => {
    if (survivorId)
      void navigate(`/contacts/${survivorId}`, { replace: true, state: { wasMerged: true } });
  }, [survivorId, navigate]);

  if (contact && !survivorId && !isGone(error)) return <OpenContact contact={contact} />;
  return (
    <Page title={t("contact.title")}>
      {!error && <TableSkeleton />}
      {error &&
        (isGone(error) ? (
          <ContactGone id={id} />
        ) : (
          <ErrorState
            title={t("contact.failed")}
            error={error}
            onRetry={() => void refetch()}
            isRetrying={isFetching}
          />
        ))}
    </Page>
  );
}

function isGone(error: Error | null): boolean {
  return error !== null && asProblem(error).status === 404;
}
