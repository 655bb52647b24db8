import { useQuery } from "@tanstack/react-query";
import { IconAddressBookOff } from "@tabler/icons-react";
import { Drawer } from "@/components/drawer/drawer";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { TableSkeleton } from "@/components/table-skeleton";
import { ApiProblem } from "@/lib/api/problem";
import { type ContactDrawerRequest, closeContactDrawer, contactDrawer } from "@/lib/contact-drawer";
import { t } from "@/lib/messages";
import { useStore } from "@/lib/store";
import { editedContactQuery } from "../api/edited-contact";
import { blankDraft, draftOf } from "../values";
import { ContactForm } from "./contact-form";

/** What `openContactDrawer` asked for: a new contact, or one to be edited. */
export default function ContactDrawer() {
  const request = useStore(contactDrawer);
  if (!request) return null;
  const { contactId, prefill } = request;
  if (contactId) return <EditContact key={contactId} contactId={contactId} request={request} />;
  const draftKey = `contact:new:${prefill?.phone_number ?? ""}`;
  return (
    <ContactForm
      key={draftKey}
      draftKey={draftKey}
      initial={blankDraft(prefill)}
      request={request}
    />
  );
}

function EditContact({ contactId, request }: { contactId: string; request: ContactDrawerRequest }) {
  const { data, error, refetch, isFetching } = useQuery(editedContactQuery(contactId));
  if (data) {
    return (
      <ContactForm draftKey={`contact:${contactId}`} initial={draftOf(data)} request={request} />
    );
  }
  const isGone = error instanceof ApiProblem && error.status === 404;
  return (
    <Drawer title={t("contactForm.edit")} isChanged={false} onClose={closeContactDrawer}>
      {isGone && (
        <EmptyState
          icon={<IconAddressBookOff size={20} stroke={1.6} />}
          title={t("contactForm.gone")}
        >
          {t("contactForm.goneWhy")}
        </EmptyState>
      )}
      {error && !isGone && (
        <ErrorState
          title={t("states.failed", { what: t("contactForm.what") })}
          error={error}
          isRetrying={isFetching}
          onRetry={() => void refetch()}
        />
      )}
      {!error && <TableSkeleton rows={6} />}
    </Drawer>
  );
}
