import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { TableSkeleton } from "@/components/table-skeleton";
import { useMe } from "@/lib/api/me";
import { outcomesQuery } from "@/lib/calls/outcomes";
import { t } from "@/lib/messages";
import { peopleQuery } from "@/lib/people/list-people";
import { teamsQuery } from "@/lib/people/list-teams";
import type { EditorProps } from "./chip-editor";
import { type Choice, ChoiceList } from "@/components/filter-bar/choice-list";
import styles from "./editors.module.css";

export function AgentEditor({ filters, change }: EditorProps) {
  const me = useMe();
  return (
    <LoadedChoices
      label={t("calls.agent")}
      loaded={useQuery(peopleQuery)}
      choicesOf={(people) => [
        { value: "me", label: t("calls.me") },
        ...people
          .filter(({ id }) => id !== me.id)
          .map(({ username, name }) => ({ value: username, label: name })),
      ]}
      value={filters.agent}
      onChoose={(agent) => change({ agent })}
    />
  );
}

export function TeamEditor({ filters, change }: EditorProps) {
  return (
    <LoadedChoices
      label={t("calls.team")}
      loaded={useQuery(teamsQuery)}
      choicesOf={(teams) => teams.map(({ name }) => ({ value: name, label: name }))}
      value={filters.team}
      onChoose={(team) => change({ team })}
    />
  );
}

export function OutcomeEditor({ filters, change }: EditorProps) {
  return (
    <LoadedChoices
      label={t("calls.outcome")}
      loaded={useQuery(outcomesQuery)}
      choicesOf={(outcomes) => outcomes.map((name) => ({ value: name, label: name }))}
      value={filters.outcome}
      onChoose={(outcome) => change({ outcome })}
    />
  );
}

interface LoadedChoicesProps<Item> {
  label: string;
  loaded: UseQueryResult<Item[]>;
  choicesOf: (items: Item[]) => Choice[];
  value: string | undefined;
  onChoose: (value: string) => void;
}

function LoadedChoices<Item>({ loaded, choicesOf, ...list }: LoadedChoicesProps<Item>) {
  const { data, error } = loaded;
  if (error) return <p className={styles.none}>{error.message}</p>;
  if (!data) return <TableSkeleton rows={3} />;
  return <ChoiceList {...list} choices={choicesOf(data)} />;
}
