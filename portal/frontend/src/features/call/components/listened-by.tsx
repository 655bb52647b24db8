import { useQuery } from "@tanstack/react-query";
import { IconInfoCircle } from "@tabler/icons-react";
import { Avatar } from "@/components/avatar";
import { PersonName } from "@/components/names";
import { Time } from "@/components/time";
import { type PlainKey, t } from "@/lib/messages";
import { type Listen, listensQuery } from "../api/list-listens";
import styles from "./call-panel.module.css";

const KINDS: Readonly<Record<Listen["kind"], PlainKey>> = {
  play: "call.played",
  download: "call.downloaded",
  transcript: "call.read",
};

export function ListenedBy({ callId }: { callId: string }) {
  const { data } = useQuery(listensQuery(callId));
  if (!data) return null;
  return (
    <section className={styles.listens} aria-labelledby="listened-by">
      <h2 id="listened-by" className={styles.listensTitle} title={t("call.listenedWhy")}>
        {t("call.listenedBy")}
        <IconInfoCircle size={14} stroke={1.7} aria-hidden />
      </h2>
      {data.results.length === 0 && <p className={styles.none}>{t("call.nobodyListened")}</p>}
      <ul>
        {data.results.map((listen) => (
          <li key={listen.id} className={styles.listen}>
            <Avatar person={listen.listener} />
            <PersonName person={listen.listener} isShort className={styles.listener} />
            <span className={styles.kind}>{t(KINDS[listen.kind])}</span>
            <Time at={listen.created_at} className={styles.listenWhen} />
          </li>
        ))}
      </ul>
    </section>
  );
}
