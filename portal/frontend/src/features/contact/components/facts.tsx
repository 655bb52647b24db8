import { IconBuilding, IconMail } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Avatar } from "@/components/avatar";
import { PersonName } from "@/components/names";
import { Time } from "@/components/time";
import type { Contact } from "@/lib/contacts/contact";
import { number } from "@/lib/format/numbers";
import { day } from "@/lib/format/times";
import { type PlainKey, t } from "@/lib/messages";
import { useRhythm } from "../api/get-rhythm";
import { usualHours } from "../rhythm";
import styles from "./panel.module.css";

const SOURCES: Readonly<Record<Contact["source"], PlainKey>> = {
  call_upload: "contact.sourceCall",
  manual: "contact.sourceManual",
  import: "contact.sourceImport",
  api: "contact.sourceApi",
};

export function Facts({ contact }: { contact: Contact }) {
  const hours = useRhythm(contact.id);
  const usual = hours ? usualHours(hours) : "";
  const source = t("contact.sourceAt", {
    source: t(SOURCES[contact.source]),
    day: day(new Date(contact.created_at)),
  });
  return (
    <dl className={styles.facts}>
      <Fact label={t("contact.company")}>
        {contact.company && (
          <Link to={`/contacts?${companyQuery(contact.company)}`} className={styles.link}>
            <IconBuilding size={16} stroke={1.7} aria-hidden />
            <bdi dir="auto" className="cut" title={contact.company}>
              {contact.company}
            </bdi>
          </Link>
        )}
      </Fact>
      <Fact label={t("contact.email")}>
        {contact.email && (
          <a href={`mailto:${contact.email}`} className={styles.link}>
            <IconMail size={16} stroke={1.7} aria-hidden />
            <bdi className="cut" title={contact.email}>
              {contact.email}
            </bdi>
          </a>
        )}
      </Fact>
      <Fact label={t("contact.owner")}>
        {contact.owner ? (
          <>
            <Avatar person={contact.owner} />
            <PersonName person={contact.owner} />
          </>
        ) : (
          <span className={styles.none}>{t("contact.nobody")}</span>
        )}
      </Fact>
      <Fact label={t("contact.source")}>{source}</Fact>
      <Fact label={t("contact.callCount")}>
        <span className="num">{number(contact.call_count)}</span>
      </Fact>
      <Fact label={t("contact.lastCall")}>
        {contact.last_call_at ? (
          <Time at={contact.last_call_at} />
        ) : (
          <span className={styles.none}>{t("contact.never")}</span>
        )}
      </Fact>
      {usual && <Fact label={t("contact.usually")}>{usual}</Fact>}
    </dl>
  );
}

export function companyQuery(company: string): string {
  return new URLSearchParams({ company }).toString();
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children || <span className={styles.none}>{t("states.nothing")}</span>}</dd>
    </div>
  );
}
