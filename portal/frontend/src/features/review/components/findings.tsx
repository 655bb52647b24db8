import type { components } from "@/lib/api/schema";
import { t } from "@/lib/messages";
import styles from "./case-detail.module.css";
import steps from "./how-read.module.css";

type Finding = components["schemas"]["Finding"];

export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3>{t("review.findings")}</h3>
      <ul className={steps.steps}>
        {findings.map((finding) => (
          <li key={finding.code}>{finding.message}</li>
        ))}
      </ul>
    </section>
  );
}
