import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconBookmark, IconPencil } from "@tabler/icons-react";
import { Link, useLocation } from "react-router";
import { cappedCount } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import { type View, viewsQuery } from "@/lib/views/list-views";
import { isManagingViews } from "@/lib/views/managing";
import styles from "./saved-views.module.css";

export function addressOf({ page, query }: Pick<View, "page" | "query">): string {
  return `/${page}${query ? `?${query}` : ""}`;
}

/** The same filters, in whatever order they stand. */
function isSameQuery(one: string, other: string): boolean {
  const sorted = (query: string) => {
    const parameters = new URLSearchParams(query);
    parameters.sort();
    return parameters.toString();
  };
  return sorted(one) === sorted(other);
}

/** One's saved views with their counts; nothing until the first is saved. */
export function ViewsNav({ onChoose }: { onChoose?: () => void }) {
  const { data: views = [] } = useQuery(viewsQuery);
  const { pathname, search } = useLocation();
  if (views.length === 0) return null;
  return (
    <section aria-label={t("views.title")}>
      <h2 className={styles.head}>
        {t("views.title")}
        <ActionIcon
          variant="subtle"
          color="gray"
          size={24}
          aria-label={t("views.manage")}
          title={t("views.manage")}
          onClick={() => {
            onChoose?.();
            isManagingViews.set(true);
          }}
        >
          <IconPencil size={14} stroke={1.7} />
        </ActionIcon>
      </h2>
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            <Link
              to={addressOf(view)}
              className={styles.view}
              onClick={onChoose}
              aria-current={
                pathname === `/${view.page}` && isSameQuery(search, view.query ?? "")
                  ? "page"
                  : undefined
              }
            >
              <IconBookmark size={16} stroke={1.7} aria-hidden />
              <bdi dir="auto" className="cut" title={view.name}>
                {view.name}
              </bdi>
              {view.count && (
                <span className={`${styles.count} num`}>{cappedCount(view.count)}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
