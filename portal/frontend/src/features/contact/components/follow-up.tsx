import { Button } from "@mantine/core";
import { IconCalendarDue, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useMinute } from "@/components/time";
import { type Contact, isOverdue } from "@/lib/contacts/contact";
import { clock, dayHeading, exactTime } from "@/lib/format/times";
import { useMay } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { useFollowUp } from "../use-follow-up";
import { FollowUpForm, hasFollowUpDraft } from "./follow-up-form";
import { FollowUpMenu } from "./follow-up-menu";
import styles from "./panel.module.css";

/** When somebody wants to come back to this contact, and what for. */
export function FollowUp({ contact }: { contact: Contact }) {
  const now = useMinute();
  const followUp = useFollowUp(contact);
  const mayChange = useMay("contacts.change_contact");
  const [isEditing, setIsEditing] = useState(() => hasFollowUpDraft(contact.id));

  const at = contact.follow_up_at === null ? null : new Date(contact.follow_up_at);
  const isLate = isOverdue(contact, now);
  if (isEditing)
    return <FollowUpForm contact={contact} onClose={() => setIsEditing(false)} save={followUp.write} />;
  return (
    <div className={styles.card} data-late={isLate}>
      <IconCalendarDue size={17} stroke={1.7} aria-hidden className={styles.cardIcon} />
      <div className={styles.cardWords}>
        {at ? (
          <>
            <p className={styles.when} title={exactTime(at)}>
              {dayHeading(at, now)}, <span className={styles.clock}>{clock(at)}</span>
              {isLate && <span className={styles.late}>{t("contact.overdue")}</span>}
            </p>
            {contact.follow_up_note && (
              <p dir="auto" className={styles.what}>
                {contact.follow_up_note}
              </p>
            )}
          </>
        ) : (
          <p className={styles.what}>{t("contact.noFollowUp")}</p>
        )}
        {mayChange && (
          <div className={styles.steps}>
            {at && (
              <Button
                variant="default"
                leftSection={<IconCheck size={16} stroke={1.7} aria-hidden />}
                onClick={followUp.end}
              >
                {t("contact.followUpDone")}
              </Button>
            )}
            <FollowUpMenu
              isPlanned={at !== null}
              plan={followUp.move}
              planOther={() => setIsEditing(true)}
            />
          </div>
        )}
      </div>
    </div>
  );
}
