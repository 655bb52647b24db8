import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type KeyBinding, bind, handleKey, setSingleKeys } from "./registry";

let unbind: (() => void)[] = [];

function bound(keys: string, more: Partial<KeyBinding> = {}) {
  const run = vi.fn();
  unbind.push(bind([{ keys, does: keys, group: "page", run, ...more }]));
  return run;
}

function press(key: string, more: KeyboardEventInit = {}, target: Element = document.body) {
  target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }),
  );
}

function added(html: string): Element {
  document.body.innerHTML = html;
  const element = document.body.firstElementChild;
  if (!element) throw new Error("nothing was added");
  return element;
}

beforeEach(() => {
  document.addEventListener("keydown", handleKey);
  setSingleKeys(true);
});

afterEach(() => {
  document.removeEventListener("keydown", handleKey);
  unbind.forEach((undo) => undo());
  unbind = [];
  document.body.innerHTML = "";
  // Ends a sequence that a test began.
  press("Escape");
});

describe("keys", () => {
  it("act, the latest of one kind first, and no more when they are gone", () => {
    const first = bound("f");
    const second = bound("f");

    press("f");
    unbind.pop()?.();
    press("f");

    expect([first, second].map((run) => run.mock.calls.length)).toEqual([1, 1]);
  });

  it("in sequence need both, soon", () => {
    const go = bound("g o");
    const o = bound("o");

    press("g");
    press("o");
    press("o");

    expect([go, o].map((run) => run.mock.calls.length)).toEqual([1, 1]);
  });

  it.each(["<input>", "<textarea></textarea>", '<div contenteditable="true"></div>'])(
    "that are single leave %s alone, those with Ctrl don't",
    (field) => {
      const single = bound("m");
      const save = bound("mod+enter");

      press("m", {}, added(field));
      press("Enter", { ctrlKey: true }, added(field));

      expect(single).not.toHaveBeenCalled();
      expect(save).toHaveBeenCalledOnce();
    },
  );

  it("that are single can be turned off", () => {
    const single = bound("?");
    setSingleKeys(false);

    press("?", { shiftKey: true });

    expect(single).not.toHaveBeenCalled();
  });

  it.each([
    // On this keyboard Shift and comma are "<", on a German one ";".
    ["shift+,", "<", "Comma"],
    ["shift+,", ";", "Comma"],
    ["shift+n", "N", "KeyN"],
    ["?", "?", "Slash"],
  ])("%s are found by where they are: %s", (keys, key, code) => {
    const run = bound(keys);

    press(key, { shiftKey: true, code });

    expect(run).toHaveBeenCalledOnce();
  });

  it("give Space to a button that has focus", () => {
    const play = bound("space");

    press(" ", {}, added("<button>Save</button>"));
    expect(play).not.toHaveBeenCalled();

    press(" ");
    expect(play).toHaveBeenCalledOnce();
  });

  it("of the page rest while a dialog is open", () => {
    const page = bound("n");
    const dialog = bound("mod+enter", { isInDialogs: true });
    added('<div role="dialog" aria-modal="true"></div>');

    press("n");
    press("Enter", { ctrlKey: true });

    expect(page).not.toHaveBeenCalled();
    expect(dialog).toHaveBeenCalledOnce();
  });
});
