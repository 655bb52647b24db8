import type { Filter } from "@/components/filter-bar/filter";
import { CHIPS, type Chip, type Filters, cleared, isActive } from "@/features/calls/filters";
import { t } from "@/lib/messages";
import { ChipEditor } from "./chip-editor";
import { CHIP_LOOKS, WITHOUT_EDITOR } from "./chips";
import { isNotListened, isToReview } from "./toggles";
import { useChipWords } from "./use-chip-words";

type Change = (changes: Filters) => void;

function isToldByToggle(filters: Filters, chip: Chip): boolean {
  if (chip === "reviewed") return isToReview(filters);
  return (chip === "heard" || chip === "recording") && isNotListened(filters);
}

/** What a list of calls can be narrowed by. */
export function useCallFilters(filters: Filters, change: Change): Filter[] {
  const words = useChipWords(filters);
  return CHIPS.map((chip) => {
    const { label, icon } = CHIP_LOOKS[chip];
    const isSet = isActive(filters, chip);
    return {
      id: chip,
      label: t(label),
      icon,
      isSet,
      words: isSet ? words(chip) : "",
      clear: () => change(cleared(chip)),
      isToldElsewhere: isToldByToggle(filters, chip),
      editor: WITHOUT_EDITOR.includes(chip)
        ? undefined
        : (done) => (
            <ChipEditor
              chip={chip}
              filters={filters}
              change={(changes) => {
                change(changes);
                done();
              }}
            />
          ),
    };
  });
}
