/** "mod+k", "shift+n", "/", "g o", "space": how keys are written here. `mod` is Ctrl or Cmd. */
export type Keys = string;

const NAMES: Readonly<Record<string, string>> = { " ": "space", Esc: "escape" };
// With Shift these give other characters on other keyboards; the key in that place is meant.
const PLACES: Readonly<Record<string, string>> = { Comma: ",", Period: "." };

function isLetter(key: string): boolean {
  return key.length === 1 && key.toLowerCase() !== key.toUpperCase();
}

/** The ways in which one press can be written, the most exact first. */
export function writtenAs(event: KeyboardEvent): string[] {
  const key = (NAMES[event.key] ?? event.key).toLowerCase();
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const place = PLACES[event.code];
  if (event.altKey) return [];
  if (!event.shiftKey) return [mod + key];
  // Shift makes "?" out of another key: there it is no part of what was meant.
  const withShift = [`${mod}shift+${key}`];
  if (place) withShift.push(`${mod}shift+${place}`);
  if (key.length === 1 && !isLetter(event.key)) withShift.push(mod + key);
  return withShift;
}

/** A single key: may be typed into a field, and can be turned off. */
export function isSingle(keys: Keys): boolean {
  return !keys.startsWith("mod+") && keys !== "escape";
}

const TYPED_INTO =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="range"]), textarea, select, [contenteditable="true"], [role="textbox"], [role="combobox"], [role="listbox"]';
const PRESSED = 'button, a[href], summary, [role="button"], [role="menuitem"], [role="slider"]';

export function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPED_INTO) !== null;
}

/** Space and Enter belong to a button that has focus. */
export function isPressed(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(PRESSED) !== null;
}

const SHOWN: Readonly<Record<string, string>> = {
  mod: "Ctrl",
  shift: "Shift",
  enter: "Enter",
  escape: "Esc",
  space: "Space",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
};

/** Each press as the caps to show: "mod+k" is [["Ctrl", "K"]], "g o" is [["G"], ["O"]]. */
export function caps(keys: Keys): string[][] {
  return keys
    .split(" ")
    .map((press) => press.split("+").map((key) => SHOWN[key] ?? key.toUpperCase()));
}
