import { Select } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { StatusIcon, Status } from "@/components/status-icon";
import { placeOf, useStatuses } from "@/lib/contacts/list-statuses";
import { t } from "@/lib/messages";

interface StatusSelectProps {
  /** "" is the one that new contacts get. */
  status: string;
  error?: string;
  onChange: (status: string) => void;
}

export function StatusSelect({ status, error, onChange }: StatusSelectProps) {
  const statuses = useStatuses();
  const shown = status || statuses.find((one) => one.is_default)?.name || "";
  const names = statuses.map((one) => one.name);
  // A status that was taken off the list is still this contact's.
  const data = shown && !names.includes(shown) ? [shown, ...names] : names;
  return (
    <Select
      label={t("contactForm.status")}
      data={data}
      allowDeselect={false}
      value={shown || null}
      error={error}
      onChange={(chosen) => chosen && onChange(chosen)}
      rightSection={<IconChevronDown size={14} stroke={1.7} aria-hidden />}
      leftSection={shown ? <StatusIcon status={shown} place={placeOf(shown, statuses)} /> : undefined}
      renderOption={({ option }) => (
        <Status status={option.value} place={placeOf(option.value, statuses)} />
      )}
    />
  );
}
