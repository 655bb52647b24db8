import { useQuery } from "@tanstack/react-query";
import { international } from "@/lib/format/phones";
import { type PlainKey, t } from "@/lib/messages";
import { peopleQuery } from "@/lib/people/list-people";
import { teamsQuery } from "@/lib/people/list-teams";
import { ATTENTION, DIRECTIONS, DISPOSITIONS, FINDINGS, HEARD, RECORDING_STATES, REVIEWED } from "@/features/calls/choices";
import { periodWords } from "@/features/calls/dates";
import { durationWords } from "@/features/calls/durations";
import type { Chip, Filters } from "@/features/calls/filters";

type Choices = readonly (readonly [string, PlainKey])[];

function chosen(choices: Choices, value = ""): string {
  const label = choices.find(([each]) => each === value)?.[1];
  return label ? t(label) : value;
}

/** What a chip says after its name: "Last 7 days". What isn't known is said as it stands. */
export function useChipWords(filters: Filters): (chip: Chip) => string {
  const { agent, team } = filters;
  const isSomebody = agent !== undefined && agent !== "me";
  const { data: people } = useQuery({ ...peopleQuery, enabled: isSomebody });
  const { data: teams } = useQuery({ ...teamsQuery, enabled: team !== undefined });

  return (chip) => {
    switch (chip) {
      case "date":
        return periodWords(filters);
      case "agent":
        if (!isSomebody) return t("calls.me");
        return people?.find(({ id, username }) => agent === id || agent === username)?.name ?? agent;
      case "team":
        return teams?.find(({ id, name }) => team === id || team === name)?.name ?? team ?? "";
      case "direction":
        return chosen(DIRECTIONS, filters.direction);
      case "disposition":
        return chosen(DISPOSITIONS, filters.disposition);
      case "outcome":
        return filters.outcome ?? "";
      case "recording":
        return chosen(RECORDING_STATES, filters.recording_status);
      case "finding":
        return chosen(FINDINGS, filters.finding);
      case "duration":
        return durationWords(filters);
      case "attention":
        return chosen(ATTENTION, filters.needs_attention);
      case "reviewed":
        return chosen(REVIEWED, filters.reviewed);
      case "heard":
        return chosen(HEARD, filters.heard);
      case "contact":
        return t("calls.oneContact");
      case "number":
        return international(filters.number ?? "");
    }
  };
}
