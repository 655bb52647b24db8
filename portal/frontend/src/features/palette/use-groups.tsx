import { useQuery } from "@tanstack/react-query";
import { type Icon, IconAddressBook, IconBookmark, IconPhone } from "@tabler/icons-react";
import { useEffect } from "react";
import { cappedCount } from "@/lib/format/numbers";
import { loadPhoneRules, phoneRules } from "@/lib/format/phones";
import { t } from "@/lib/messages";
import { recentlyVisited } from "@/lib/recent";
import { useStore } from "@/lib/store";
import { viewsQuery } from "@/lib/views/list-views";
import { foundGroups } from "./found-groups";
import { type Group, isMeant } from "./items";
import { typedNumber } from "./typed-number";
import { useActions } from "./use-actions";
import { useFound } from "./use-found";

export interface PagePlace {
  to: string;
  title: string;
  icon: Icon;
}

/** All that can be chosen for what is typed, grouped. `go` takes an address below /portal. */
export function useGroups(typed: string, pages: readonly PagePlace[], go: (to: string) => void) {
  const text = typed.trim();
  const rules = useStore(phoneRules);
  useEffect(() => void loadPhoneRules(), []);
  const number = typedNumber(text, rules);
  const { contacts, calls, isSearching, problem } = useFound(text);
  const { data: views = [] } = useQuery(viewsQuery);
  const actions = useActions(text, number, go);

  const recent = (text === "" ? recentlyVisited() : []).map(({ kind, to, title }) => ({
    id: `recent-${to}`,
    icon: kind === "call" ? <IconPhone size={16} stroke={1.7} /> : <IconAddressBook size={16} stroke={1.7} />,
    title: <bdi dir="auto">{title}</bdi>,
    run: () => go(to),
  }));
  const groups: Group[] = [
    { id: "recent", title: t("palette.recent"), items: recent },
    ...foundGroups({ digits: number?.digits ?? "", contacts, calls, go }),
    {
      id: "pages",
      title: t("palette.pages"),
      items: pages
        .filter(({ title }) => isMeant(title, text))
        .map((page) => ({
          id: `page-${page.to}`,
          icon: <page.icon size={16} stroke={1.7} />,
          title: page.title,
          run: () => go(page.to),
        })),
    },
    {
      id: "views",
      title: t("palette.views"),
      items: views
        .filter(({ name }) => isMeant(name, text))
        .map(({ id, name, page, query, count }) => ({
          id: `view-${id}`,
          icon: <IconBookmark size={16} stroke={1.7} />,
          title: <bdi dir="auto">{name}</bdi>,
          aside: count && <span className="num">{cappedCount(count)}</span>,
          run: () => go(`/${page}${query ? `?${query}` : ""}`),
        })),
    },
    { id: "actions", title: t("palette.actions"), items: actions },
  ];
  const isNothing = text !== "" && !isSearching && !problem && contacts.length + calls.length === 0;
  return {
    groups: groups.filter(({ items }) => items.length > 0),
    number,
    isSearching,
    problem,
    isNothing,
  };
}
