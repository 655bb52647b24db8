import { useQuery } from "@tanstack/react-query";
import { explainedQuery } from "@/lib/api/explain-number";
import type { ApiProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";
import type { TypedNumber } from "../typed-number";
import styles from "./palette.module.css";

interface SaidProps {
  text: string;
  number: TypedNumber | null;
  isNothing: boolean;
  isSearching: boolean;
  problem: ApiProblem | null;
}

/** Why nothing was found, and how a number was read. */
export function Said({ text, number, isNothing, isSearching, problem }: SaidProps) {
  const typed = text.trim();
  const isAsked = isNothing && number?.isWhole === true;
  const { data } = useQuery({ ...explainedQuery(typed, ""), enabled: isAsked, retry: false });
  const whole = [data?.international ?? number?.international, data?.place].filter(Boolean);
  const words =
    (problem && t("palette.failed", { why: problem.detail })) ||
    (isNothing && number && t("palette.nobodyHas", { number: typed, whole: whole.join(", ") })) ||
    (isNothing && t("palette.nothing", { text: typed }));
  return (
    <div role="status" className={words ? styles.said : undefined}>
      {words}
      {!words && isSearching && <span className="only-heard">{t("palette.searching")}</span>}
    </div>
  );
}
