import { Button } from "@mantine/core";
import { asProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";
import type { useContacts } from "../api/list-contacts";
import styles from "./contacts.module.css";

/** More is coming, or couldn't come. */
export function ListFoot({ list }: { list: ReturnType<typeof useContacts> }) {
  if (list.isFetchNextPageError && list.error)
    return (
      <p className={styles.foot} role="alert">
        {t("contacts.moreFailed", { why: asProblem(list.error).detail })}
        <Button variant="default" onClick={() => void list.fetchNextPage()}>
          {t("states.tryAgain")}
        </Button>
      </p>
    );
  if (!list.isFetchingNextPage) return null;
  return (
    <p className={styles.foot} role="status">
      {t("contacts.loadingMore")}
    </p>
  );
}
