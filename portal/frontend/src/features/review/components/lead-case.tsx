import { IconCheck, IconPencil } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { PersonName } from "@/components/names";
import { PhoneNumber } from "@/components/phone-number";
import { Status } from "@/components/status-icon";
import { useMay } from "@/lib/api/me";
import { openContactDrawer } from "@/lib/contact-drawer";
import { number } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import { reopenContact, reviewContact } from "@/lib/contacts/review-contact";
import { caseName } from "../case-words";
import { type Action, Actions } from "./actions";
import { CallCard } from "./call-card";
import type { CaseProps } from "./case-detail";
import styles from "./lead-case.module.css";

/** A contact that a call made, and that nobody has looked at. */
export function LeadCase({ opened, onDecide }: CaseProps) {
  const { call, contact } = opened;
  const mayEdit = useMay("contacts.change_contact");
  const client = useQueryClient();
  if (!contact) return null;
  const name = caseName(opened);

  const edit: Action[] = mayEdit ? [{
    keys: "e",
    does: t("review.edit"),
    icon: <IconPencil size={16} stroke={1.8} />,
    run: () =>
      openContactDrawer({
        contactId: contact.id,
        onSaved: () => void client.invalidateQueries({ queryKey: ["review"] }),
      }),
  }] : [];

  return (
    <>
      {call && <CallCard call={call} />}
      <dl className={styles.facts}>
        {contact.phone_numbers.map((each) => (
          <div key={each.e164}>
            <dt>{t("review.phoneNumber")}</dt>
            <dd>
              <a href={`tel:${each.e164}`}>
                <PhoneNumber e164={each.e164} isNational />
              </a>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("review.status")}</dt>
          <dd>
            <Status status={contact.status} />
          </dd>
        </div>
        <div>
          <dt>{t("review.owner")}</dt>
          <dd>{contact.owner ? <PersonName person={contact.owner} /> : t("review.nobody")}</dd>
        </div>
        <div>
          <dt>{t("review.calls")}</dt>
          <dd className="num">{number(contact.call_count)}</dd>
        </div>
      </dl>
      <Actions
        actions={[
          {
            keys: "x",
            does: t("review.lookedAt"),
            icon: <IconCheck size={16} stroke={1.8} />,
            run: () =>
              onDecide({
                decided: opened,
                name,
                done: t("review.didLookAt", { name }),
                run: () => reviewContact(contact.id),
                undo: () => reopenContact(contact.id),
              }),
          },
          ...edit,
        ]}
      >
        <Link to={`/contacts/${contact.id}`} className={styles.open}>
          {t("review.openContact")}
        </Link>
      </Actions>
    </>
  );
}
