import { Button } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { IconSearch } from "@tabler/icons-react";
import { EmptyState } from "@/components/empty-state";
import { t } from "@/lib/messages";
import { type Count, countQuery } from "../api/list-calls";
import { type Chip, type Filters, NOTHING, activeChips, cleared, without } from "../filters";
import { CHIP_LOOKS } from "./filters/chips";

// Each is one more question to the server.
const MOST_ASKED = 4;

interface NoMatchProps {
  filters: Filters;
  change: (changes: Filters) => void;
}

interface Way {
  chip: Chip | "search";
  changes: Filters;
  count: Count;
}

/** Nothing fits: which filter to take out, and how many calls there are then. */
export function NoMatch({ filters, change }: NoMatchProps) {
  const chips = activeChips(filters);
  const candidates: (Chip | "search")[] = filters.search ? ["search", ...chips] : chips;
  const asked = candidates.length > 1 ? candidates.slice(0, MOST_ASKED) : [];
  const counts = useQueries({
    queries: asked.map((chip) =>
      countQuery(chip === "search" ? { ...filters, search: undefined } : without(filters, chip)),
    ),
  });
  const ways = asked.flatMap((chip, index): Way[] => {
    const count = counts[index]?.data;
    if (!count?.value) return [];
    return [{ chip, count, changes: chip === "search" ? { search: undefined } : cleared(chip) }];
  });
  const [best] = ways.toSorted((one, other) => other.count.value - one.count.value);
  const isKnown = counts.every((count) => !count.isPending);
  return (
    <EmptyState
      icon={<IconSearch size={20} stroke={1.6} />}
      title={filters.search ? t("calls.noMatchSearch", { text: filters.search }) : t("calls.noMatch")}
      steps={
        <>
          {best && <Button onClick={() => change(best.changes)}>{dropWords(best.chip)}</Button>}
          <Button variant={best ? "default" : "filled"} onClick={() => change(NOTHING)}>
            {candidates.length > 1 || !filters.search
              ? t("calls.clearAll")
              : t("calls.dropSearch")}
          </Button>
        </>
      }
    >
      {ways.map((way) => withoutWords(way)).join(" ")}
      {ways.length === 0 && isKnown && t(asked.length > 0 ? "calls.noneWithout" : "calls.noMatchAlone")}
    </EmptyState>
  );
}

function nameOf(chip: Chip): string {
  return t(CHIP_LOOKS[chip].label);
}

function dropWords(chip: Way["chip"]): string {
  return chip === "search" ? t("calls.dropSearch") : t("calls.dropFilter", { name: nameOf(chip) });
}

function withoutWords({ chip, count: { value: count, is_capped: isCapped } }: Way): string {
  if (chip === "search") return t("calls.withoutSearch", { count });
  const name = nameOf(chip);
  return t(isCapped ? "calls.withoutFilterCapped" : "calls.withoutFilter", { name, count });
}
