import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { useMay } from "@/lib/api/me";
import type { Call } from "@/lib/call";
import { outcomesQuery } from "@/lib/calls/outcomes";
import { useSetOutcome } from "@/lib/calls/set-outcome";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import styles from "./call-panel.module.css";

const DIGITS = 9;

/** What the call meant; O opens it, 1 to 9 choose. */
export function OutcomeChoice({ call }: { call: Call }) {
  const mayAnnotate = useMay("calls.annotate_call");
  if (!mayAnnotate) return <bdi className="cut">{call.outcome ?? t("states.nothing")}</bdi>;
  return <Choice call={call} />;
}

function Choice({ call }: { call: Call }) {
  const [isOpen, setIsOpen] = useState(false);
  const { data: outcomes = [] } = useQuery(outcomesQuery);
  const set = useSetOutcome();
  useKeys([
    { keys: "o", does: t("call.setOutcome"), group: "page", run: () => setIsOpen(true) },
    // This page's call, also while another one plays.
    ...outcomes.slice(0, DIGITS).map((outcome, index) => ({
      keys: String(index + 1),
      does: t("player.outcomeKey", { outcome }),
      group: "page" as const,
      run: () => set(call, outcome),
    })),
  ]);
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-start" width="target">
      <Menu.Target>
        <button type="button" className={styles.choice}>
          <span className="only-heard">{t("call.outcome")}: </span>
          <bdi className="cut" data-empty={!call.outcome}>
            {call.outcome ?? t("call.setOutcome")}
          </bdi>
          <ButtonKey keys="o" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {outcomes.map((outcome, index) => (
          <Menu.Item
            key={outcome}
            role="menuitemradio"
            aria-checked={outcome === call.outcome}
            data-current={outcome === call.outcome}
            rightSection={index < DIGITS && <ButtonKey keys={String(index + 1)} />}
            onClick={() => set(call, outcome)}
          >
            {outcome}
          </Menu.Item>
        ))}
        {call.outcome && (
          <Menu.Item onClick={() => set(call, null)}>{t("call.noOutcome")}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
