import { Fragment, type ReactNode } from "react";
import { PhoneNumber } from "@/components/phone-number";
import type { Call } from "@/lib/call";
import { rich, t } from "@/lib/messages";

/** "Dialed as “011 555 0162”; read with region SA; read as +966 11 555 0162" */
export function numberSentence(call: Call): ReactNode {
  const { number_raw: raw, number_e164: e164, number_kind: kind, direction } = call;
  if (kind === "withheld" || !raw) return t("call.numberWithheld");
  const given = (
    <strong>
      <bdi dir="ltr">“{raw}”</bdi>
    </strong>
  );
  const parts: ReactNode[] = [
    rich(direction === "outbound" ? "call.dialed" : "call.shown", { number: given }),
  ];
  if (call.region_used) parts.push(t("call.readWith", { region: call.region_used }));
  if (e164 && e164 !== raw) parts.push(rich("call.readAs", { number: <PhoneNumber e164={e164} /> }));
  if (kind === "invalid") parts.push(t("call.numberInvalid"));
  if (call.number_extension)
    parts.push(t("call.extensionIs", { extension: call.number_extension }));
  return parts.map((part, index) => (
    <Fragment key={index}>
      {index > 0 && "; "}
      {part}
    </Fragment>
  ));
}
