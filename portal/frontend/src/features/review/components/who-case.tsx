import { IconPlus, IconX } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { Link } from "react-router";
import { ContactName } from "@/components/names";
import { TableSkeleton } from "@/components/table-skeleton";
import { useMay } from "@/lib/api/me";
import { openContactDrawer } from "@/lib/contact-drawer";
import { rich, t } from "@/lib/messages";
import { dismissCall } from "../api/dismiss-call";
import { linkCall } from "../api/link-call";
import { matchesQuery } from "@/lib/calls/list-matches";
import { undoDecision } from "@/lib/calls/undo-decision";
import { caseName } from "../case-words";
import { type Action, Actions } from "./actions";
import { CallCard } from "./call-card";
import type { CaseProps } from "./case-detail";
import styles from "./case-detail.module.css";
import { HowRead } from "./how-read";
import { OtherCalls } from "./other-calls";
import { WhoWasIt } from "./who-was-it";
import type { Call } from "@/lib/call";

/** A call without a contact, or with one that was found in doubt. */
export function WhoCase({ opened, onDecide }: CaseProps) {
  if (!opened.call) return null;
  return (
    <>
      <CallCard call={opened.call} />
      {opened.kind === "invalid_number" && <HowRead call={opened.call} />}
      <Suspense fallback={<TableSkeleton rows={3} />}>
        <Who opened={opened} call={opened.call} onDecide={onDecide} />
      </Suspense>
      {opened.call.number_e164 && (
        <OtherCalls number={opened.call.number_e164} except={opened.call.id} />
      )}
    </>
  );
}

function Who({ opened, call, onDecide }: CaseProps & { call: Call }) {
  const { data: matches } = useSuspenseQuery(matchesQuery(call.id));
  const mayRelink = useMay("calls.relink_call");
  const mayAdd = useMay("contacts.add_contact");
  const mayLink = call.contact ? mayRelink : true;
  const best = matches[0];
  const isWithheld = call.number_kind === "withheld";

  const undo = () => undoDecision(call.id);

  function link(contact: { id: string; display_name: string }): void {
    const name = caseName(opened);
    const done = t("review.didLink", { name: contact.display_name });
    onDecide({ decided: opened, name, done, run: () => linkCall(call.id, contact.id), undo });
  }

  function dismiss(): void {
    const done = t(call.contact ? "review.didLeave" : "review.didDismiss");
    onDecide({ decided: opened, name: caseName(opened), done, run: () => dismissCall(call.id), undo });
  }

  const first: Action[] = best && mayLink ? [{
    keys: "1",
    does: t("review.linkTo", { name: best.contact.display_name }),
    label: (
      <span className="cut">
        {rich("review.linkTo", { name: <ContactName contact={best.contact} /> })}
      </span>
    ),
    run: () => link(best.contact),
  }] : [];
  const create: Action[] = mayLink && mayAdd ? [{
    keys: "c",
    does: t("review.newContact"),
    icon: <IconPlus size={16} stroke={1.8} />,
    run: () =>
      openContactDrawer({
        prefill: { phone_number: isWithheld ? "" : (call.number_e164 ?? call.number_raw) },
        onSaved: link,
      }),
  }] : [];

  return (
    <>
      {call.contact && (
        <p className={styles.linked}>
          {rich("review.linkedNow", {
            name: (
              <Link to={`/contacts/${call.contact.id}`} className={styles.link}>
                <ContactName contact={call.contact} />
              </Link>
            ),
          })}
        </p>
      )}
      {mayLink && (
        <WhoWasIt call={call} matches={matches} onChoose={link} />
      )}
      <Actions
        actions={[
          ...first,
          ...create,
          {
            keys: "x",
            does: t(call.contact ? "review.leaveLinked" : "review.leaveUnlinked"),
            icon: <IconX size={16} stroke={1.8} />,
            run: dismiss,
          },
        ]}
      />
    </>
  );
}
