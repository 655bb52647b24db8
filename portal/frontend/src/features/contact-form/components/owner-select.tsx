import { Select } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Avatar } from "@/components/avatar";
import { PersonName } from "@/components/names";
import { useMe } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { foundPeopleQuery } from "@/lib/people/list-people";
import { useDebounced } from "@/lib/use-debounced";
import type { ContactValues } from "../values";
import styles from "./contact-fields.module.css";

type Person = NonNullable<ContactValues["owner"]>;

interface OwnerSelectProps {
  owner: Person | null;
  error?: string;
  onChange: (owner: Person | null) => void;
}

/** Found by the server, since there may be hundreds; oneself first. */
export function OwnerSelect({ owner, error, onChange }: OwnerSelectProps) {
  const me = useMe();
  const [search, setSearch] = useState("");
  const settled = useDebounced(search.trim());
  const { data: found = [] } = useQuery(foundPeopleQuery(settled === owner?.name ? "" : settled));
  const people = new Map<string, Person>();
  if (!settled || settled === owner?.name) people.set(me.id, me);
  if (owner) people.set(owner.id, owner);
  found.filter(({ is_active }) => is_active).forEach((person) => people.set(person.id, person));

  return (
    <Select
      label={t("contactForm.owner")}
      placeholder={t("contactForm.ownerNobody")}
      data={[...people.values()].map(({ id, name }) => ({ value: id, label: name }))}
      // Two of one name are told apart by the server's id, and were found by it, too.
      filter={({ options }) => options}
      searchable
      clearable
      clearSectionMode="clear"
      clearButtonProps={{ "aria-label": t("contactForm.ownerClear"), tabIndex: 0 }}
      nothingFoundMessage={t("contactForm.ownerNothing")}
      value={owner?.id ?? null}
      error={error}
      onSearchChange={setSearch}
      onChange={(id) => {
        const chosen = id ? people.get(id) : undefined;
        onChange(chosen ? { id: chosen.id, username: chosen.username, name: chosen.name } : null);
      }}
      rightSection={owner ? undefined : <IconChevronDown size={14} stroke={1.7} aria-hidden />}
      leftSection={owner ? <Avatar person={owner} /> : undefined}
      renderOption={({ option }) => (
        <span className={styles.option}>
          <Avatar person={{ id: option.value, name: option.label }} />
          <PersonName person={{ name: option.label }} />
        </span>
      )}
    />
  );
}
