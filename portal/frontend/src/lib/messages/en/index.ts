import { account } from "./account";
import { call } from "./call";
import { callCells } from "./call-cells";
import { calls } from "./calls";
import { contact } from "./contact";
import { contactEvents } from "./contact-events";
import { contactForm } from "./contact-form";
import { contacts } from "./contacts";
import { filters } from "./filters";
import { firstRun } from "./first-run";
import { followUp } from "./follow-up";
import { inPlace } from "./in-place";
import { overview } from "./overview";
import { palette } from "./palette";
import { player } from "./player";
import { reports } from "./reports";
import { review } from "./review";
import { shell } from "./shell";
import { states } from "./states";
import { views } from "./views";

/** Every word that the portal shows, one file per feature. A second language is a second folder. */
export const catalogue = {
  ...account,
  ...call,
  ...callCells,
  ...calls,
  ...contact,
  ...contactEvents,
  ...contactForm,
  ...contacts,
  ...filters,
  ...firstRun,
  ...followUp,
  ...inPlace,
  ...overview,
  ...palette,
  ...player,
  ...reports,
  ...review,
  ...shell,
  ...states,
  ...views,
} as const;
