import { technicalLine } from "@/components/error-state";
import type { ApiProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";
import styles from "./save-problem.module.css";

/** Nothing was saved, and nothing is lost. */
export function SaveProblem({ problem }: { problem: ApiProblem }) {
  const why = problem.code === "unreachable" ? t("contactForm.unreachable") : problem.detail;
  return (
    <div role="alert" className={styles.problem}>
      <p>{t("contactForm.notSaved", { why })}</p>
      <p className={styles.technical}>{technicalLine(problem)}</p>
    </div>
  );
}
