import { skipToken, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { PersonName } from "@/components/names";
import { type ExplainedNumber, explainedQuery } from "@/lib/api/explain-number";
import { rich, t } from "@/lib/messages";
import { useDebounced } from "@/lib/use-debounced";
import styles from "./upload.module.css";

/** How the server reads what is typed, and whose number it is. */
export function NumberPreview({ text }: { text: string }) {
  const wanted = useDebounced(text.trim(), 250);
  const query = explainedQuery(wanted, "");
  const { data } = useQuery({ ...query, queryFn: wanted ? query.queryFn : skipToken });
  return (
    <div className={styles.preview} role="status">
      {wanted && data && <Read number={data} />}
    </div>
  );
}

function Read({ number }: { number: ExplainedNumber }) {
  if (!number.e164) return <span className={styles.warning}>{t("upload.numberInvalid")}</span>;
  const shown = <bdi className={`${styles.e164} num`}>{number.international ?? number.e164}</bdi>;
  return (
    <>
      <span>
        {rich("upload.numberReads", { number: shown })}
        {number.place && `, ${number.place}`}
      </span>
      <Owner number={number} />
    </>
  );
}

function Owner({ number: { contact, is_own: isOwn, is_shared: isShared } }: { number: ExplainedNumber }) {
  if (isOwn) return <span className={styles.warning}>{t("upload.numberOwn")}</span>;
  if (isShared) return <span className={styles.warning}>{t("upload.numberShared")}</span>;
  if (!contact) return <span>{t("upload.numberNew")}</span>;
  const name = <PersonName person={{ name: contact.display_name }} />;
  return (
    <span className={styles.owner}>
      {rich("upload.numberOf", { name: <Link to={`/contacts/${contact.id}`}>{name}</Link> })}
    </span>
  );
}
