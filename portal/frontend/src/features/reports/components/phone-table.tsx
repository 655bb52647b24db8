import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { PersonName } from "@/components/names";
import { number, percent } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import { type DeviceRecordings, recordingReportQuery } from "../api/get-recording-report";
import { findingWords } from "../finding-words";
import styles from "./table.module.css";

/** Which phones record badly, the worst first. */
export function PhoneTable() {
  const { data, error, refetch } = useQuery(recordingReportQuery);
  if (error)
    return (
      <p role="alert" className={styles.note}>
        {t("states.failed", { what: t("reports.phonesWhat") })}{" "}
        <Button variant="default" onClick={() => void refetch()}>
          {t("states.tryAgain")}
        </Button>
      </p>
    );
  if (!data) return null;
  return (
    <section>
      <h2 className={styles.heading}>
        {t("reports.phones")}
        <span className={styles.hint}>{t("reports.phonesHint", { count: data.days })}</span>
      </h2>
      {data.results.length === 0 ? (
        <p className={styles.note}>{t("reports.noPhones")}</p>
      ) : (
        <div className={styles.scroller} tabIndex={0} role="region" aria-label={t("reports.phones")}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("reports.phone")}</th>
                <th scope="col">{t("reports.recordings")}</th>
                <th scope="col">{t("reports.unusable")}</th>
                <th scope="col">{t("reports.share")}</th>
                <th scope="col">{t("reports.quarantined")}</th>
                <th scope="col">{t("reports.failed")}</th>
                <th scope="col">{t("reports.found")}</th>
              </tr>
            </thead>
            <tbody>
              {data.results.map((row) => (
                <PhoneRow key={row.device?.id ?? "none"} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function PhoneRow({ row }: { row: DeviceRecordings }) {
  const { device, recordings, unusable } = row;
  return (
    <tr>
      <th scope="row">
        <span className={styles.agent}>
          {device ? <PersonName person={device} /> : t("reports.noPhone")}
        </span>
        {device && <PersonName person={device.user} className={`${styles.hint} ${styles.user}`} />}
      </th>
      <td className="num">{number(recordings)}</td>
      <td className={`num ${unusable ? styles.unusable : ""}`}>{number(unusable)}</td>
      <td className="num">{percent(recordings ? unusable / recordings : 0)}</td>
      <td className="num">{number(row.quarantined)}</td>
      <td className="num">{number(row.failed)}</td>
      <td>{findingWords(row.findings)}</td>
    </tr>
  );
}
