import { Button } from "@mantine/core";
import { IconArrowLeft, IconInbox } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import { useSearchParams } from "react-router";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { Page } from "@/components/page";
import { TableSkeleton } from "@/components/table-skeleton";
import { useKeys } from "@/lib/keyboard/use-keys";
import { loadPhoneRules, phoneRules } from "@/lib/format/phones";
import { t } from "@/lib/messages";
import { useStore } from "@/lib/store";
import { useLayout } from "@/lib/use-layout";
import { type Case, keyOf, useCases } from "../api/list-cases";
import { afterDeciding } from "../queue";
import { type Decision, useDecisions } from "../use-decisions";
import { CaseDetail } from "./case-detail";
import { CaseList } from "./case-list";
import { DoneToday } from "./done-today";
import { KindTabs, asKind } from "./kind-tabs";
import styles from "./review-page.module.css";

/** What waits for somebody: a key decides, the next one opens. */
export default function ReviewPage() {
  const [parameters, setParameters] = useSearchParams();
  const kind = asKind(parameters.get("kind") ?? undefined);
  const cases = useCases(kind);
  const layout = useLayout();
  const isOneAtATime = layout === "tablet" || layout === "phone";
  const { decide, undoLast } = useDecisions(open);
  // Numbers stand in names and lines: all is drawn again once their digits can be grouped.
  useStore(phoneRules);
  useEffect(() => void loadPhoneRules(), []);

  const wanted = parameters.get("case");
  const found = cases.rows.find((row) => keyOf(row) === wanted);
  const opened = found ?? (isOneAtATime ? undefined : cases.rows[0]);
  const openedKey = opened && keyOf(opened);

  function show(changes: { kind?: string | undefined; case?: string | undefined }, isStep = false) {
    // Also an undo asks, long after the render that it came from.
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes))
      if (value) next.set(name, value);
      else next.delete(name);
    // Back leads from the case to the list where only one of them shows.
    setParameters(next, { replace: !isStep });
  }

  function open(one: Case): void {
    show({ case: keyOf(one) }, isOneAtATime && wanted === null);
  }

  function decideAndGoOn(decision: Decision): void {
    const next = afterDeciding(cases.rows, keyOf(decision.decided));
    decide(decision);
    show({ case: next && keyOf(next) });
  }

  function move(step: 1 | -1): void {
    const at = cases.rows.findIndex((row) => keyOf(row) === openedKey);
    const next = cases.rows[at + step];
    if (next) open(next);
  }

  useKeys([
    { keys: "arrowdown", does: t("review.keyNext"), group: "page", run: () => move(1) },
    { keys: "arrowup", does: t("review.keyPrevious"), group: "page", run: () => move(-1) },
    { keys: "mod+z", does: t("review.keyUndo"), group: "page", run: () => void undoLast() },
  ]);

  const tabs = <KindTabs kind={kind} onChoose={(next) => show({ kind: next, case: undefined })} />;
  const isDetailOnly = isOneAtATime && opened !== undefined;
  return (
    <Page
      title={t("review.title")}
      isList
      before={
        isDetailOnly && (
          <button
            type="button"
            className={styles.back}
            aria-label={t("review.backToList")}
            onClick={() => show({ case: undefined })}
          >
            <IconArrowLeft size={18} stroke={1.7} aria-hidden />
          </button>
        )
      }
      after={!isOneAtATime && tabs}
      actions={!isDetailOnly && <DoneToday />}
      bar={isOneAtATime && !isDetailOnly && tabs}
    >
      <Body cases={cases} kind={kind} onShowAll={() => show({ kind: undefined })}>
        <div className={styles.split}>
          {!isDetailOnly && (
            <div className={styles.list}>
              <CaseList cases={cases} opened={opened} onOpen={open} />
            </div>
          )}
          {opened && (
            <section className={styles.detail} aria-label={t("review.case")} data-scrolls>
              <CaseDetail key={openedKey} opened={opened} onDecide={decideAndGoOn} />
            </section>
          )}
        </div>
      </Body>
    </Page>
  );
}

interface BodyProps {
  cases: ReturnType<typeof useCases>;
  kind: string | undefined;
  onShowAll: () => void;
  children: ReactNode;
}

function Body({ cases, kind, onShowAll, children }: BodyProps) {
  if (cases.rows.length > 0) return children;
  if (cases.isPending) return <TableSkeleton />;
  if (cases.error) {
    const title = t("states.failed", { what: t("review.what") });
    return (
      <ErrorState
        title={title}
        error={cases.error}
        isRetrying={cases.isFetching}
        onRetry={() => void cases.refetch()}
      />
    );
  }
  return (
    <EmptyState
      icon={<IconInbox size={20} stroke={1.6} />}
      title={t(kind ? "review.nothingOfKind" : "review.nothing")}
      steps={kind && <Button onClick={onShowAll}>{t("review.showAll")}</Button>}
    >
      {t("review.nothingWhy")}
    </EmptyState>
  );
}
