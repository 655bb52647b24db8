import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { CallResult } from "@/components/call-cells/call-result";
import { CallLength } from "@/components/call-cells/call-when";
import { ContactName } from "@/components/names";
import { Time } from "@/components/time";
import { lengthOf } from "@/lib/call";
import { rich, t } from "@/lib/messages";
import { otherCallsQuery } from "../api/list-other-calls";
import styles from "./other-calls.module.css";

/** Where earlier calls from here went. Nothing while there are none. */
export function OtherCalls({ number, except }: { number: string; except: string }) {
  const { data = [] } = useQuery(otherCallsQuery(number));
  const others = data.filter((call) => call.id !== except);
  if (others.length === 0) return null;
  return (
    <section>
      <h3 className={styles.heading}>{t("review.otherCalls")}</h3>
      <ul>
        {others.map((call) => (
          <li key={call.id}>
            <Link to={`/calls/${call.id}`} className={styles.row}>
              <CallResult direction={call.direction} disposition={call.disposition} />
              <CallLength seconds={lengthOf(call)} />
              <Time at={call.started_at} className="cut" />
              <span className={`${styles.where} cut`}>
                {call.contact
                  ? rich("review.linkedTo", { name: <ContactName contact={call.contact} /> })
                  : t("review.notLinked")}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
