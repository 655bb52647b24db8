import {
  type Icon,
  IconAddressBook,
  IconChartBar,
  IconInbox,
  IconLayoutDashboard,
  IconPhone,
} from "@tabler/icons-react";
import type { Me } from "@/lib/api/me";
import type { PlainKey } from "@/lib/messages";

export interface Entry {
  to: string;
  label: PlainKey;
  icon: Icon;
  /** Only the entry's own address marks it, not those below. */
  isExact?: boolean;
  isOpenTo: (me: Me) => boolean;
}

/** The main navigation, in its order. Who has no role sees nothing of it. */
export const ENTRIES: readonly Entry[] = [
  {
    to: "/",
    label: "shell.overview",
    icon: IconLayoutDashboard,
    isExact: true,
    isOpenTo: (me) => me.permissions.includes("calls.view_calllog"),
  },
  {
    to: "/calls",
    label: "shell.calls",
    icon: IconPhone,
    isOpenTo: (me) => me.permissions.includes("calls.view_calllog"),
  },
  {
    to: "/contacts",
    label: "shell.contacts",
    icon: IconAddressBook,
    isOpenTo: (me) => me.permissions.includes("contacts.view_contact"),
  },
  {
    to: "/review",
    label: "shell.review",
    icon: IconInbox,
    isOpenTo: (me) => me.permissions.includes("calls.review_call"),
  },
  {
    to: "/reports",
    label: "shell.reports",
    icon: IconChartBar,
    isOpenTo: (me) => me.permissions.includes("calls.view_report"),
  },
];

export function entriesFor(me: Me): Entry[] {
  return ENTRIES.filter((entry) => entry.isOpenTo(me));
}
