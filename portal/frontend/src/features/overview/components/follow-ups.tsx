import { IconCircle } from "@tabler/icons-react";
import { Link } from "react-router";
import { Avatar } from "@/components/avatar";
import { ContactName } from "@/components/names";
import { useMinute } from "@/components/time";
import { useMay } from "@/lib/api/me";
import { cappedCount } from "@/lib/format/numbers";
import { exactTime } from "@/lib/format/times";
import { t } from "@/lib/messages";
import type { Overview } from "../api/get-overview";
import { dueWords } from "../due-words";
import { useFinishFollowUp } from "../use-finish-follow-up";
import { Card } from "./card";
import styles from "./lists.module.css";

/** What is due until tonight, the longest overdue first; done with one click. */
export function FollowUps({ overview }: { overview: Overview }) {
  const mayEdit = useMay("contacts.change_contact");
  const now = useMinute();
  const finish = useFinishFollowUp();
  const figure = overview.figures.find((each) => each.name === "follow_ups_due");
  return (
    <Card
      title={t("overview.followUps")}
      count={figure && cappedCount(figure)}
      to={figure && `/${figure.page}?${figure.query}`}
    >
      {overview.follow_ups.length === 0 && <p className={styles.none}>{t("overview.noFollowUps")}</p>}
      <ul>
        {overview.follow_ups.map((contact) => {
          const at = new Date(contact.follow_up_at ?? overview.day);
          const due = dueWords(at, now);
          return (
            <li key={contact.id} className={styles.row}>
              {mayEdit && (
                <button
                  type="button"
                  className={styles.done}
                  aria-label={t("overview.markDone", { name: contact.display_name })}
                  title={t("overview.markDone", { name: contact.display_name })}
                  onClick={() => void finish(contact)}
                >
                  <IconCircle size={16} stroke={1.7} aria-hidden />
                </button>
              )}
              <Link to={`/contacts/${contact.id}`} className={styles.main}>
                <ContactName contact={contact} className={styles.name} />
              </Link>
              <bdi dir="auto" className={`${styles.what} cut`} title={contact.follow_up_note}>
                {contact.follow_up_note}
              </bdi>
              <span className={`${styles.due} num`} data-overdue={due.isOverdue} title={exactTime(at)}>
                {due.text}
              </span>
              {contact.owner && (
                <span title={contact.owner.name}>
                  <Avatar person={contact.owner} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
