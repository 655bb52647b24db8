import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";
import { PhoneNumber } from "@/components/phone-number";
import { recordingWords } from "@/components/call-cells/recording-words";
import { type Call, isPlayable } from "@/lib/call";
import { contactQuery } from "@/lib/contacts/get-contact";
import { span } from "@/lib/format/durations";
import { clock, day } from "@/lib/format/times";
import { rich, t } from "@/lib/messages";
import { attentionWords } from "../attention";
import { numberSentence } from "../number-sentence";
import styles from "./how-read.module.css";

const SUM_SHOWN = 12;

/** Why the call looks as it does: each answer with its reason. */
export function HowRead({ call }: { call: Call }) {
  const { sha256 } = call.recording;
  const why = recordingWords(call).text;
  return (
    <section aria-labelledby="how-read">
      <h2 id="how-read" className={styles.title}>
        {t("call.howRead")}
      </h2>
      <dl className={styles.card}>
        <Row label={t("call.contact")}>
          <ContactReason call={call} />
        </Row>
        <Row label={t("call.number")}>{numberSentence(call)}</Row>
        <Row label={t("call.recording")}>
          {isPlayable(call.recording) || !why
            ? sha256 && (
                <span title={sha256}>{t("call.checked", { sum: sha256.slice(0, SUM_SHOWN) })}…</span>
              )
            : why}
        </Row>
        <Row label={t("call.arrival")}>{arrival(call)}</Row>
        <Row label={t("call.clock")}>{clockWords(call.clock_skew_seconds)}</Row>
      </dl>
    </section>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div className={styles.row}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ContactReason({ call }: { call: Call }) {
  const contactId = call.contact?.id;
  const { data: contact } = useQuery({
    ...contactQuery(contactId ?? ""),
    enabled: contactId !== undefined,
  });
  if (!contactId)
    return call.attention_reason ? attentionWords(call.attention_reason) : t("call.noContact");
  if (!contact) return null;
  const isOwn = contact.phone_numbers.some(({ e164 }) => e164 === call.number_e164);
  if (!isOwn || !call.number_e164) return t("call.byHand");
  return rich("call.byNumber", {
    number: (
      <strong className={styles.strong}>
        <PhoneNumber e164={call.number_e164} />
      </strong>
    ),
  });
}

function arrival({ created_at, ended_at }: Call): string {
  const at = new Date(created_at);
  const time = `${day(at)}, ${clock(at)}`;
  const seconds = ended_at ? (at.getTime() - new Date(ended_at).getTime()) / 1_000 : -1;
  if (seconds < 0) return t("call.arrivedPlain", { time });
  return t("call.arrivedAfter", { time, delay: span(seconds) });
}

function clockWords(skew: number | null): string | null {
  if (skew === null) return null;
  if (skew === 0) return t("call.clockRight");
  return t(skew > 0 ? "call.clockAhead" : "call.clockBehind", { time: span(Math.abs(skew)) });
}
