import { cappedCount } from "@/lib/format/numbers";
import { useMe } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { type Count, useCount } from "../api/list-calls";
import type { Filters } from "../filters";
import styles from "./calls.module.css";

interface WhoseCallsProps {
  filters: Filters;
  change: (changes: Filters) => void;
}

/** All, mine, my team's. Who sees only their own calls has nothing to choose. */
export function WhoseCalls({ filters, change }: WhoseCallsProps) {
  const me = useMe();
  const team = me.team?.name;
  const mine: Filters = { agent: "me", team: undefined };
  const teams: Filters = { agent: undefined, team };
  const countOfMine = useCount({ ...filters, ...mine });
  const countOfTeam = useCount({ ...filters, ...teams }, team !== undefined);
  const isMine = filters.agent === "me" && !filters.team;
  const isTeams = team !== undefined && filters.team === team && !filters.agent;
  if (me.role === "agent") return null;
  return (
    <div role="group" aria-label={t("calls.whose")} className={styles.whose}>
      <Tab
        isOn={!filters.agent && !filters.team}
        label={t("calls.all")}
        onClick={() => change({ agent: undefined, team: undefined })}
      />
      <Tab isOn={isMine} label={t("calls.mine")} count={countOfMine} onClick={() => change(mine)} />
      {team !== undefined && (
        <Tab
          isOn={isTeams}
          label={t("calls.myTeam")}
          count={countOfTeam}
          onClick={() => change(teams)}
        />
      )}
    </div>
  );
}

interface TabProps {
  isOn: boolean;
  label: string;
  count?: Count | null;
  onClick: () => void;
}

function Tab({ isOn, label, count, onClick }: TabProps) {
  return (
    <button type="button" aria-pressed={isOn} onClick={onClick}>
      {label}
      {count && <span className={`${styles.whoseCount} num`}>{cappedCount(count)}</span>}
    </button>
  );
}
