import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ComponentProps, type KeyboardEvent, memo } from "react";
import { nameOf } from "@/components/call-cells/play-or-pause";
import { type Call, hadConversation } from "@/lib/call";
import { outcomesQuery } from "@/lib/calls/outcomes";
import { useSetOutcome } from "@/lib/calls/set-outcome";
import { t } from "@/lib/messages";
import { createStore, useStore } from "@/lib/store";
import styles from "./rows.module.css";

/** The call whose outcomes are open: only that row has a menu. */
export const openOutcome = createStore<string | null>(null);

interface OutcomeCellProps {
  call: Call;
  maySet: boolean;
}

/** The outcome, set in place by who may; plain text for the others. */
export const OutcomeCell = memo(function OutcomeCell({ call, maySet }: OutcomeCellProps) {
  const isOpen = useStore(openOutcome, (id) => id === call.id);
  if (!maySet)
    return <bdi className="cut">{call.outcome ?? t("states.nothing")}</bdi>;
  if (isOpen) return <OutcomeMenu call={call} />;
  return <OutcomeButton call={call} onClick={() => openOutcome.set(call.id)} />;
});

function OutcomeButton({ call, ...props }: ComponentProps<"button"> & { call: Call }) {
  const name = nameOf(call);
  const empty = t(hadConversation(call.disposition) ? "calls.setOutcome" : "states.nothing");
  return (
    <button
      {...props}
      type="button"
      tabIndex={-1}
      className={styles.outcome}
      data-empty={call.outcome === null}
      title={call.outcome ?? undefined}
      aria-label={
        call.outcome === null
          ? t("calls.setOutcomeOf", { name })
          : t("calls.outcomeOf", { name, outcome: call.outcome })
      }
    >
      <bdi className="cut">{call.outcome ?? empty}</bdi>
    </button>
  );
}

function OutcomeMenu({ call }: { call: Call }) {
  const { data: outcomes = [] } = useQuery(outcomesQuery);
  const setOutcome = useSetOutcome();

  function close(): void {
    openOutcome.set(null);
    // The row had the focus, and goes on having it.
    document.querySelector<HTMLElement>(`[data-key="${call.id}"]`)?.focus({ preventScroll: true });
  }

  function choose(outcome: string | null): void {
    setOutcome(call, outcome);
    close();
  }

  function pressed(event: KeyboardEvent): void {
    const chosen = /^[1-9]$/.test(event.key) ? outcomes[Number(event.key) - 1] : undefined;
    if (chosen === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(chosen);
  }

  return (
    <Menu
      opened
      onChange={(isOpen) => !isOpen && close()}
      position="bottom-end"
      returnFocus={false}
      shadow="none"
      classNames={{ dropdown: styles.menu }}
    >
      <Menu.Target>
        <OutcomeButton call={call} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t("calls.outcome")} onKeyDown={pressed}>
        {outcomes.map((outcome, index) => (
          <Menu.Item
            key={outcome}
            onClick={() => choose(outcome)}
            rightSection={
              index < 9 && (
                <span className={styles.digit} aria-hidden="true">
                  {index + 1}
                </span>
              )
            }
          >
            <bdi>{outcome}</bdi>
          </Menu.Item>
        ))}
        {call.outcome !== null && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => choose(null)}>{t("calls.noOutcome")}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
