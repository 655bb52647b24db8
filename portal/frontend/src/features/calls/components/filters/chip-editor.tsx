import type { ComponentType } from "react";
import { type PlainKey, t } from "@/lib/messages";
import {
  ATTENTION,
  DIRECTIONS,
  DISPOSITIONS,
  FINDINGS,
  HEARD,
  RECORDING_STATES,
  REVIEWED,
} from "@/features/calls/choices";
import type { Chip, FilterName, Filters } from "@/features/calls/filters";
import { CHIP_LOOKS } from "./chips";
import { ChoiceList } from "@/components/filter-bar/choice-list";
import { DateEditor } from "./date-editor";
import { DurationEditor } from "./duration-editor";
import { AgentEditor, OutcomeEditor, TeamEditor } from "./loaded-editors";

export interface EditorProps {
  filters: Filters;
  /** Chosen: takes effect at once. */
  change: (changes: Filters) => void;
}

type Closed = [name: FilterName, choices: readonly (readonly [string, PlainKey])[]];

const CLOSED: Readonly<Partial<Record<Chip, Closed>>> = {
  direction: ["direction", DIRECTIONS],
  disposition: ["disposition", DISPOSITIONS],
  recording: ["recording_status", RECORDING_STATES],
  finding: ["finding", FINDINGS],
  attention: ["needs_attention", ATTENTION],
  reviewed: ["reviewed", REVIEWED],
  heard: ["heard", HEARD],
};

const EDITORS: Readonly<Partial<Record<Chip, ComponentType<EditorProps>>>> = {
  date: DateEditor,
  agent: AgentEditor,
  team: TeamEditor,
  outcome: OutcomeEditor,
  duration: DurationEditor,
};

/** How one filter is set. */
export function ChipEditor({ chip, ...props }: EditorProps & { chip: Chip }) {
  const closed = CLOSED[chip];
  if (!closed) {
    const Editor = EDITORS[chip];
    return Editor ? <Editor {...props} /> : null;
  }
  const [name, choices] = closed;
  return (
    <ChoiceList
      label={t(CHIP_LOOKS[chip].label)}
      choices={choices.map(([value, words]) => ({ value, label: t(words) }))}
      value={props.filters[name]}
      onChoose={(value) => props.change({ [name]: value })}
    />
  );
}
