import {
  type Icon,
  IconCalendar,
  IconCheck,
  IconClockHour4,
  IconEarScan,
  IconFlag,
  IconHash,
  IconHeadphones,
  IconMicrophone,
  IconPhone,
  IconPhoneCall,
  IconTag,
  IconUser,
  IconUserCircle,
  IconUsers,
} from "@tabler/icons-react";
import type { PlainKey } from "@/lib/messages";
import type { Chip } from "@/features/calls/filters";

export const CHIP_LOOKS: Readonly<Record<Chip, { label: PlainKey; icon: Icon }>> = {
  date: { label: "calls.date", icon: IconCalendar },
  agent: { label: "calls.agent", icon: IconUser },
  team: { label: "calls.team", icon: IconUsers },
  direction: { label: "calls.direction", icon: IconPhoneCall },
  disposition: { label: "calls.result", icon: IconPhone },
  outcome: { label: "calls.outcome", icon: IconTag },
  recording: { label: "calls.recordingState", icon: IconMicrophone },
  finding: { label: "calls.finding", icon: IconEarScan },
  duration: { label: "calls.length", icon: IconClockHour4 },
  attention: { label: "calls.attention", icon: IconFlag },
  reviewed: { label: "calls.reviewed", icon: IconCheck },
  heard: { label: "calls.heard", icon: IconHeadphones },
  contact: { label: "calls.contact", icon: IconUserCircle },
  number: { label: "calls.number", icon: IconHash },
};

/** Set by a link from elsewhere; they can only be taken out. */
export const WITHOUT_EDITOR: readonly Chip[] = ["contact", "number"];
