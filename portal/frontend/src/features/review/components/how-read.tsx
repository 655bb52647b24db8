import { useQuery } from "@tanstack/react-query";
import { explainedQuery } from "@/lib/api/explain-number";
import type { Call } from "@/lib/call";
import { t } from "@/lib/messages";
import styles from "./case-detail.module.css";
import steps from "./how-read.module.css";

/** Step by step, why this is no number that somebody could call. */
export function HowRead({ call }: { call: Call }) {
  const { data } = useQuery(explainedQuery(call.number_raw, call.region_used ?? ""));
  return (
    <section className={styles.section}>
      <h3>{t("review.howRead")}</h3>
      <ol className={steps.steps}>
        <li>
          <bdi>{t("review.asGiven", { raw: call.number_raw })}</bdi>
        </li>
        {data?.trace.map((step) => (
          <li key={step}>
            <bdi>{step}</bdi>
          </li>
        ))}
      </ol>
    </section>
  );
}
