import type { PlainKey } from "@/lib/messages";

type Choices = readonly (readonly [value: string, label: PlainKey])[];

export const DIRECTIONS: Choices = [
  ["inbound", "cells.inbound"],
  ["outbound", "cells.outbound"],
];

export const DISPOSITIONS: Choices = [
  ["answered", "cells.answered"],
  ["no_answer", "cells.noAnswer"],
  ["busy", "cells.busy"],
  ["rejected", "cells.rejected"],
  ["failed", "cells.failed"],
  ["voicemail", "cells.voicemail"],
  ["unknown", "cells.unknown"],
];

export const RECORDING_STATES: Choices = [
  ["ready", "calls.ready"],
  ["expected", "calls.expected"],
  ["processing", "calls.processing"],
  ["absent", "calls.absent"],
  ["failed", "calls.failed"],
  ["quarantined", "calls.quarantined"],
  ["stored", "calls.stored"],
  ["erased", "calls.erased"],
];

export const FINDINGS: Choices = [
  ["any", "calls.anyFinding"],
  ["silent", "calls.silent"],
  ["mostly_silent", "calls.mostlySilent"],
  ["one_side_silent", "calls.oneSideSilent"],
  ["quiet", "calls.quiet"],
  ["clipped", "calls.clipped"],
  ["shorter_than_reported", "calls.shorter"],
  ["damaged", "calls.damaged"],
  ["incomplete", "calls.incomplete"],
  ["metadata_location", "calls.location"],
];

export const ATTENTION: Choices = [
  ["true", "calls.needsAttention"],
  ["false", "calls.noAttention"],
];

export const REVIEWED: Choices = [
  ["false", "calls.reviewedNo"],
  ["true", "calls.reviewedYes"],
];

export const HEARD: Choices = [
  ["false", "calls.heardNo"],
  ["true", "calls.heardYes"],
];
