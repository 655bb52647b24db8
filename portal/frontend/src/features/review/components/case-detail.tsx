import type { Decision } from "../use-decisions";
import type { Case } from "../api/list-cases";
import { caseLine, caseName, caseReason, kindWords } from "../case-words";
import { Badge } from "@/components/badge";
import { t } from "@/lib/messages";
import styles from "./case-detail.module.css";
import { CaseIcon } from "./case-icon";
import { LeadCase } from "./lead-case";
import { RecordingCase } from "./recording-case";
import { WhoCase } from "./who-case";

export interface CaseProps {
  opened: Case;
  onDecide: (decision: Decision) => void;
}

/** What is known, and the decisions that it allows. */
export function CaseDetail({ opened, onDecide }: CaseProps) {
  const name = caseName(opened);
  return (
    <div className={styles.detail}>
      <div>
        <div className={styles.head}>
          <h2 className={styles.heading}>
            <bdi dir="auto" title={name}>
              {name}
            </bdi>
          </h2>
          <Badge
            tone={opened.kind === "new_lead" ? "blue" : "amber"}
            icon={<CaseIcon shown={opened} size={14} />}
          >
            {kindWords(opened)}
          </Badge>
        </div>
        <p className={styles.reason}>{caseReason(opened)}</p>
        <p className="only-heard" role="status">
          {t("review.opened", { name, line: caseLine(opened) })}
        </p>
      </div>
      {opened.kind === "new_lead" ? (
        <LeadCase opened={opened} onDecide={onDecide} />
      ) : opened.kind === "recording" ? (
        <RecordingCase opened={opened} onDecide={onDecide} />
      ) : (
        <WhoCase opened={opened} onDecide={onDecide} />
      )}
    </div>
  );
}
