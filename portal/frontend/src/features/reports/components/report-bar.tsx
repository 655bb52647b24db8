import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { dayKey } from "@/lib/format/times";
import { t } from "@/lib/messages";
import { peopleQuery } from "@/lib/people/list-people";
import { teamsQuery } from "@/lib/people/list-teams";
import type { ReportFilter, TeamReport } from "../api/get-team-report";
import { presets } from "../periods";
import styles from "./report-bar.module.css";

interface ReportBarProps {
  filter: ReportFilter;
  report: TeamReport | undefined;
  onChange: (changes: ReportFilter) => void;
}

/** What the report is about; all of it stands in the address. */
export function ReportBar({ filter, report, onChange }: ReportBarProps) {
  const { data: teams = [] } = useQuery(teamsQuery);
  const { data: people = [] } = useQuery(peopleQuery);
  const choices = presets(dayKey(new Date()));
  const usual = choices.find((preset) => preset.label === "reports.last30");
  const from = filter.from ?? report?.from ?? usual?.from ?? "";
  const to = filter.to ?? report?.to ?? usual?.to ?? "";

  return (
    <div className={styles.bar}>
      <div className={styles.presets} role="group" aria-label={t("reports.period")}>
        {choices.map((preset) => (
          <button
            key={preset.label}
            type="button"
            className={styles.preset}
            aria-pressed={preset.from === from && preset.to === to}
            onClick={() => onChange({ from: preset.from, to: preset.to })}
          >
            {t(preset.label)}
          </button>
        ))}
      </div>
      <TextInput
        type="date"
        aria-label={t("reports.from")}
        value={from}
        max={to}
        onChange={({ currentTarget: { value } }) => value && onChange({ from: value, to })}
      />
      <TextInput
        type="date"
        aria-label={t("reports.to")}
        value={to}
        min={from}
        onChange={({ currentTarget: { value } }) => value && onChange({ from, to: value })}
      />
      <NativeSelect
        aria-label={t("reports.team")}
        value={filter.team ?? ""}
        data={[
          { value: "", label: t("reports.allTeams") },
          ...teams.map((team) => ({ value: team.name, label: team.name })),
        ]}
        onChange={(event) => onChange({ team: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={t("reports.agent")}
        className={styles.agent}
        value={filter.agent ?? ""}
        data={[
          { value: "", label: t("reports.allAgents") },
          ...people.map((person) => ({ value: person.username, label: person.name })),
        ]}
        onChange={(event) => onChange({ agent: event.currentTarget.value })}
      />
    </div>
  );
}
