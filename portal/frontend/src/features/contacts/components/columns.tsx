import { StatusChoice } from "@/components/contact/status-choice";
import type { Column } from "@/components/grid/grid";
import { Time } from "@/components/time";
import type { Contact } from "@/lib/contacts/contact";
import { number } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import type { Layout } from "@/lib/use-layout";
import { FollowUpCell, NameCell, NumberCell, OwnerCell } from "./cells";
import styles from "./contacts.module.css";

const nothing = <span className={styles.none}>{t("states.nothing")}</span>;

const company: Column<Contact> = {
  id: "company",
  header: t("contacts.company"),
  width: "minmax(110px, 1.5fr)",
  cell: (contact) =>
    contact.company ? (
      <bdi dir="auto" className={`${styles.quiet} cut`} title={contact.company}>
        {contact.company}
      </bdi>
    ) : (
      nothing
    ),
};

function name(layout: Layout): Column<Contact> {
  return {
    id: "name",
    header: t("contacts.name"),
    width: "minmax(200px, 2.6fr)",
    cell: (contact) => <NameCell contact={contact} hasCompany={layout !== "wide"} />,
  };
}

const REST: readonly Column<Contact>[] = [
  {
    id: "number",
    header: t("contacts.number"),
    width: "minmax(156px, 1.4fr)",
    cell: (contact) => <NumberCell contact={contact} />,
  },
  {
    id: "status",
    header: t("contacts.status"),
    width: "132px",
    cell: (contact) => <StatusChoice contact={contact} />,
  },
];

function owner(isShort: boolean): Column<Contact> {
  return {
    id: "owner",
    header: t("contacts.owner"),
    width: isShort ? "48px" : "104px",
    cell: (contact) => <OwnerCell contact={contact} isShort={isShort} />,
  };
}

const followUp: Column<Contact> = {
  id: "follow-up",
  header: t("contacts.followUp"),
  width: "112px",
  cell: (contact) => <FollowUpCell contact={contact} />,
};
const lastCall: Column<Contact> = {
  id: "last-call",
  header: t("contacts.lastCall"),
  width: "124px",
  cell: (contact) =>
    contact.last_call_at ? (
      <Time at={contact.last_call_at} className={`${styles.quiet} cut`} />
    ) : (
      nothing
    ),
};
const calls: Column<Contact> = {
  id: "calls",
  header: t("contacts.calls"),
  width: "44px",
  isRight: true,
  cell: (contact) => <span className="num">{number(contact.call_count)}</span>,
};

const WIDE = [name("wide"), company, ...REST, owner(false), followUp, lastCall, calls];
const COMPACT = [name("compact"), ...REST, owner(true), followUp, lastCall, calls];
const TABLET = [name("tablet"), ...REST, followUp, calls];

/** The same array each time: the rows needn't be drawn anew. */
export function columnsFor(layout: Layout): readonly Column<Contact>[] {
  if (layout === "wide") return WIDE;
  return layout === "compact" ? COMPACT : TABLET;
}
