import { IconAddressBook, IconArrowDownLeft, IconArrowUpRight } from "@tabler/icons-react";
import { nameOf, playOrPause } from "@/components/call-cells/play-or-pause";
import { ContactName, PersonName } from "@/components/names";
import { Time } from "@/components/time";
import { type Call, isPlayable } from "@/lib/call";
import type { Contact } from "@/lib/contacts/contact";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { FoundNumber } from "./components/found-number";
import type { Group, Item } from "./items";

interface Found {
  /** The digits that were typed, if it was a number. */
  digits: string;
  contacts: readonly Contact[];
  calls: readonly Call[];
  go: (to: string) => void;
}

/** Contacts and calls, as the server found them. */
export function foundGroups({ digits, contacts, calls, go }: Found): Group[] {
  const people = contacts.map((contact) => contactItem(contact, digits, go));
  const talks = calls.map((call) => callItem(call, go));
  return [
    { id: "contacts", title: t("palette.contacts"), items: people },
    { id: "calls", title: t("palette.calls"), items: talks },
  ];
}

function contactItem(contact: Contact, digits: string, go: (to: string) => void): Item {
  const to = `/contacts/${contact.id}`;
  return {
    id: `contact-${contact.id}`,
    icon: <IconAddressBook size={16} stroke={1.7} />,
    title: <ContactName contact={contact} />,
    more: contact.company ? <bdi dir="auto">{contact.company}</bdi> : t("palette.noCompany"),
    aside: <FoundNumber contact={contact} digits={digits} />,
    run: () => go(to),
  };
}

function callItem(call: Call, go: (to: string) => void): Item {
  const to = `/calls/${call.id}`;
  const Arrow = call.direction === "inbound" ? IconArrowDownLeft : IconArrowUpRight;
  const way = t(call.direction === "inbound" ? "palette.inbound" : "palette.outbound");
  const { duration_seconds: seconds } = call;
  return {
    id: `call-${call.id}`,
    icon: <Arrow size={16} stroke={1.7} />,
    title: <bdi dir="auto">{nameOf(call)}</bdi>,
    more: (
      <>
        {way}, <PersonName person={call.agent} isShort />
        {seconds ? `, ${length(seconds)}` : ""}
      </>
    ),
    aside: <Time at={call.started_at} />,
    run: () => go(to),
    play: isPlayable(call.recording) ? () => playOrPause(call) : undefined,
  };
}
