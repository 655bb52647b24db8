import { useQuery } from "@tanstack/react-query";
import { StatusChoice } from "@/components/contact/status-choice";
import { useMay } from "@/lib/api/me";
import type { Call } from "@/lib/call";
import { contactQuery } from "@/lib/contacts/get-contact";
import { t } from "@/lib/messages";
import styles from "./call-panel.module.css";
import { Fact } from "./fact";
import { Facts } from "./facts";
import { FollowUpChoice } from "./follow-up-choice";
import { ListenedBy } from "./listened-by";
import { OutcomeChoice } from "./outcome-choice";
import { ReviewedToggle } from "./reviewed-toggle";
import { Whose } from "./whose";

/** Whose call it is, what came of it, and its facts. */
export function CallPanel({ call }: { call: Call }) {
  const mayReview = useMay("calls.review_call");
  const maySeeListens = useMay("calls.view_listen");
  const contactId = call.contact?.id;
  const { data: contact } = useQuery({
    ...contactQuery(contactId ?? ""),
    enabled: contactId !== undefined,
  });
  return (
    <div className={styles.panel}>
      <Whose call={call} contact={contactId ? contact : undefined} />
      <dl className={styles.facts}>
        <Fact label={t("call.outcome")}>
          <OutcomeChoice call={call} />
        </Fact>
        {contactId && contact && (
          <>
            <Fact label={t("call.followUp")}>
              <FollowUpChoice contact={contact} />
            </Fact>
            <Fact label={t("call.status")}>
              <StatusChoice contact={contact} isButton />
            </Fact>
          </>
        )}
        <Facts call={call} />
      </dl>
      {(mayReview || call.reviewed_at) && <ReviewedToggle call={call} mayReview={mayReview} />}
      {maySeeListens && call.recording.status !== "absent" && <ListenedBy call={call} />}
    </div>
  );
}
