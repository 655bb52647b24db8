import { PersonName } from "@/components/names";
import { Time } from "@/components/time";
import type { Case } from "../api/list-cases";
import { caseLine, caseName } from "../case-words";
import { CaseIcon } from "./case-icon";
import styles from "./case-list.module.css";

interface CaseRowProps {
  shown: Case;
  top: number;
  isOpen: boolean;
  isStop: boolean;
  onOpen: () => void;
}

export function CaseRow({ shown, top, isOpen, isStop, onOpen }: CaseRowProps) {
  const name = caseName(shown);
  const agent = shown.call?.agent ?? shown.contact?.owner;
  return (
    <li className={styles.place} style={{ transform: `translateY(${top}px)` }}>
      <button
        type="button"
        className={styles.row}
        tabIndex={isStop ? 0 : -1}
        aria-current={isOpen || undefined}
        onClick={onOpen}
      >
        <CaseIcon shown={shown} />
        <span className={styles.words}>
          <bdi dir="auto" className={`${styles.name} cut`} title={name}>
            {name}
          </bdi>
          <span className={`${styles.line} cut`}>{caseLine(shown)}</span>
        </span>
        <span className={styles.end}>
          <Time at={shown.at} className={styles.when} />
          {agent && <PersonName person={{ name: agent.name.split(/\s/)[0] ?? "" }} className={styles.agent} />}
        </span>
      </button>
    </li>
  );
}
