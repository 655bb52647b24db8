import { useQuery } from "@tanstack/react-query";
import { IconInfoCircle } from "@tabler/icons-react";
import { Avatar } from "@/components/avatar";
import { PersonName } from "@/components/names";
import { Time } from "@/components/time";
import { type Call, isToTheEnd } from "@/lib/call";
import { length } from "@/lib/format/durations";
import { type PlainKey, t } from "@/lib/messages";
import { type Listen, listensQuery } from "../api/list-listens";
import styles from "./call-panel.module.css";

const KINDS: Readonly<Record<Listen["kind"], PlainKey>> = {
  play: "call.played",
  download: "call.downloaded",
  transcript: "call.read",
};

/** "Played to 4:12": how far they are by now, whenever it was. */
function kindWords({ kind, heard_until_seconds: heard }: Listen, { recording }: Call): string {
  if (heard === null) return t(KINDS[kind]);
  if (isToTheEnd(heard, recording)) return t("call.playedAll");
  return t("call.playedTo", { time: length(heard) });
}

export function ListenedBy({ call }: { call: Call }) {
  const { data } = useQuery(listensQuery(call.id));
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
            <span className={`${styles.kind} num`}>{kindWords(listen, call)}</span>
            <Time at={listen.created_at} className={styles.listenWhen} />
          </li>
        ))}
      </ul>
    </section>
  );
}
