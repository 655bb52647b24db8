import type { Call } from "@/lib/call";
import { type PlainKey, t } from "@/lib/messages";

type Reason = NonNullable<Call["attention_reason"]>;

const WORDS: Readonly<Record<Reason, PlainKey>> = {
  own_number: "call.ownNumber",
  excluded_number: "call.excludedNumber",
  shared_number: "call.sharedNumber",
  withheld: "call.withheld",
  service_code: "call.serviceCode",
  emergency: "call.emergency",
  short_code: "call.shortCode",
  invalid_number: "call.invalidNumber",
  started_in_future: "call.startedInFuture",
  deleted_contact: "call.deletedContact",
};

/** Why somebody should look at the call, in a sentence. */
export function attentionWords(reason: Reason): string {
  return t(WORDS[reason]);
}
