import { Avatar } from "@/components/avatar";
import { PersonName } from "@/components/names";
import { PhoneNumber } from "@/components/phone-number";
import type { Call } from "@/lib/call";
import { span } from "@/lib/format/durations";
import { clock, day, exactTime } from "@/lib/format/times";
import { type PlainKey, t } from "@/lib/messages";
import { Fact } from "./fact";

const SOURCES: Readonly<Record<Call["source"], PlainKey>> = {
  device: "call.sourceDevice",
  manual: "call.sourceManual",
  api: "call.sourceApi",
  import: "call.sourceImport",
};
const CONSENTS: Readonly<Record<Call["consent"], PlainKey>> = {
  announced: "call.consentAnnounced",
  opted_in: "call.consentOptedIn",
  opted_out: "call.consentOptedOut",
  not_asked: "call.consentNotAsked",
  unknown: "call.consentUnknown",
};

export function Facts({ call }: { call: Call }) {
  const started = new Date(call.started_at);
  return (
    <>
      <Fact label={t("call.number")}>
        {call.number_e164 ? (
          <PhoneNumber e164={call.number_e164} />
        ) : (
          <bdi dir="ltr" className="cut">
            {call.number_raw || t("states.nothing")}
          </bdi>
        )}
      </Fact>
      <Fact label={t("call.agent")}>
        <Avatar person={call.agent} />
        <PersonName person={call.agent} />
      </Fact>
      {call.uploaded_by && (
        <Fact label={t("call.uploadedBy")}>
          <Avatar person={call.uploaded_by} />
          <PersonName person={call.uploaded_by} />
        </Fact>
      )}
      {call.team && (
        <Fact label={t("call.team")}>
          <bdi dir="auto" className="cut" title={call.team.name}>
            {call.team.name}
          </bdi>
        </Fact>
      )}
      <Fact label={t("call.started")}>
        <time className="num" dateTime={call.started_at} title={exactTime(started)}>
          {day(started)}, {clock(started)}
        </time>
      </Fact>
      {call.ring_seconds !== null && (
        <Fact label={t("call.rang")}>
          <span className="num">{span(call.ring_seconds)}</span>
        </Fact>
      )}
      {call.duration_seconds !== null && (
        <Fact label={t("call.talked")}>
          <span className="num">{span(call.duration_seconds)}</span>
        </Fact>
      )}
      {call.device ? (
        <Fact label={t("call.phone")}>
          <bdi className="cut" title={call.device.name}>
            {call.sim_slot === null
              ? call.device.name
              : t("call.phoneSim", { phone: call.device.name, slot: call.sim_slot })}
          </bdi>
        </Fact>
      ) : (
        <Fact label={t("call.source")}>{t(SOURCES[call.source])}</Fact>
      )}
      <Fact label={t("call.consent")}>{t(CONSENTS[call.consent])}</Fact>
    </>
  );
}
