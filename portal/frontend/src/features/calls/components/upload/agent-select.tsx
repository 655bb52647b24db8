import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Avatar } from "@/components/avatar";
import { PersonName } from "@/components/names";
import { mayUploadFor } from "@/features/calls/agents";
import type { Agent } from "@/features/calls/upload-form";
import { useMe } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { foundPeopleQuery } from "@/lib/people/list-people";
import { useDebounced } from "@/lib/use-debounced";
import styles from "./upload.module.css";

interface AgentSelectProps {
  /** Null: oneself. */
  agent: Agent | null;
  error: string | undefined;
  onChange: (agent: Agent | null) => void;
}

/** Found by the server, since there may be hundreds; oneself first. */
export function AgentSelect({ agent, error, onChange }: AgentSelectProps) {
  const me = useMe();
  const chosen: Agent = agent ?? me;
  const [search, setSearch] = useState(chosen.name);
  const wanted = useDebounced(search.trim());
  const { data: found = [] } = useQuery(foundPeopleQuery(wanted === chosen.name ? "" : wanted));
  const people = new Map<string, Agent>();
  if (!wanted || wanted === chosen.name) [me, chosen].forEach((one) => people.set(one.id, one));
  found.filter((one) => mayUploadFor(me, one)).forEach((one) => people.set(one.id, one));

  return (
    <Select
      label={t("upload.agent")}
      description={t("upload.agentHint")}
      data={[...people.values()].map(({ id, name }) => ({ value: id, label: name }))}
      // The server has chosen, by usernames as well.
      filter={({ options }) => options}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t("upload.agentNobody")}
      value={chosen.id}
      error={error}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(id) => {
        const one = people.get(id ?? me.id);
        onChange(one && one.id !== me.id ? { id: one.id, name: one.name } : null);
      }}
      leftSection={<Avatar person={chosen} />}
      renderOption={({ option }) => (
        <span className={styles.option}>
          <Avatar person={{ id: option.value, name: option.label }} />
          <PersonName person={{ name: option.label }} />
        </span>
      )}
    />
  );
}
