import { Combobox, ScrollArea, useCombobox } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { loadPhoneRules, phoneRules } from "@/lib/format/phones";
import { t } from "@/lib/messages";
import { useStore } from "@/lib/store";
import { countryName } from "../readings";
import styles from "./number-row.module.css";

interface CountryPickerProps {
  /** Two letters, or "" for none. */
  value: string;
  /** Which number it belongs to, from 1. */
  place: number;
  onChange: (region: string) => void;
}

interface Country {
  code: string;
  name: string;
  prefix: string;
}

/** Where a national number is read: by name, code or prefix. */
export function CountryPicker({ value, place, onChange }: CountryPickerProps) {
  const [search, setSearch] = useState("");
  const all = useCountries();
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch("");
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const found = all.filter((country) => isFound(country, search));

  return (
    <Combobox
      store={combobox}
      width={280}
      position="bottom-start"
      withinPortal
      onOptionSubmit={(code) => {
        onChange(code);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <button
          type="button"
          className={styles.country}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          aria-label={t("contactForm.country", {
            place,
            country: value ? `${value}, ${countryName(value)}` : t("contactForm.countryNone"),
          })}
          onClick={() => combobox.toggleDropdown()}
        >
          {value || t("states.nothing")}
          <IconChevronDown size={14} stroke={1.7} aria-hidden />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          aria-label={t("contactForm.countrySearch")}
          placeholder={t("contactForm.countrySearch")}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
        <Combobox.Options>
          <ScrollArea.Autosize mah={240} type="auto">
            {found.map((country) => (
              <Combobox.Option
                key={country.code}
                value={country.code}
                active={country.code === value}
                className={styles.countryOption}
              >
                <span className="cut">{country.name}</span>
                <span className={`${styles.prefix} num`}>{country.prefix}</span>
              </Combobox.Option>
            ))}
            {found.length === 0 && (
              <Combobox.Empty>{t("contactForm.countryNothing")}</Combobox.Empty>
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function useCountries(): Country[] {
  const rules = useStore(phoneRules);
  useEffect(() => void loadPhoneRules(), []);
  return useMemo(() => {
    const codes = rules?.getCountries() ?? [];
    return codes
      .map((code) => ({
        code,
        name: countryName(code),
        prefix: `+${rules?.getCountryCallingCode(code) ?? ""}`,
      }))
      .sort((one, other) => one.name.localeCompare(other.name));
  }, [rules]);
}

function isFound({ code, name, prefix }: Country, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase();
  return (
    name.toLocaleLowerCase().includes(wanted) ||
    code.toLowerCase() === wanted ||
    (/^\+?\d/.test(wanted) && prefix.startsWith(wanted.startsWith("+") ? wanted : `+${wanted}`))
  );
}
