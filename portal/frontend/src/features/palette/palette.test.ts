import { beforeAll, describe, expect, it } from "vitest";
import { loadPhoneRules, phoneRules } from "@/lib/format/phones";
import { setViewer } from "@/lib/viewer";
import { isMeant } from "./items";
import { marked, typedNumber } from "./typed-number";

beforeAll(async () => {
  setViewer({ timeZone: "Europe/London", region: "GB" });
  await loadPhoneRules();
});

describe("a number in the palette", () => {
  it.each([
    ["020 7946 0999", "+44 20 7946 0999", true, "as dialed at home"],
    ["+49 30 23125118", "+49 30 23125118", true, "from abroad"],
    ["(020) 7946-0999", "+44 20 7946 0999", true, "with signs"],
    ["07700 9001", "+44 7700 9001", false, "as far as it is typed"],
  ])("%s reads as %s", (text, international, isWhole) => {
    expect(typedNumber(text, phoneRules.get())).toMatchObject({ international, isWhole });
  });

  it.each([
    ["Ada 020", "a name with digits"],
    ["02", "two digits"],
    ["", "nothing"],
    ["+", "a sign alone"],
  ])("%s is none: %s", (text) => {
    expect(typedNumber(text, phoneRules.get())).toBeNull();
  });

  it("is none before the rules are loaded", () => {
    expect(typedNumber("020 7946 0999", null)).toBeNull();
  });

  it.each([
    ["+44 20 7946 0999", "7946", ["+44 20 ", "7946", " 0999"]],
    ["+44 20 7946 0999", "4609", ["+44 20 79", "46 09", "99"]],
    ["+44 20 7946 0999", "5", ["+44 20 7946 0999", "", ""]],
    ["+44 20 7946 0999", "", ["+44 20 7946 0999", "", ""]],
  ])("in %s the typed %s is marked", (text, digits, parts) => {
    expect(marked(text, digits)).toEqual(parts);
  });
});

describe("a page or a view", () => {
  it.each([
    ["Contact Management", "man con", true],
    ["Contact Management", "  CONTACT ", true],
    ["Call Logs", "contact", false],
    ["Rückrufe", "RÜCK", true],
    ["Anything", "", true],
  ])("named %s is meant by %s: %s", (title, text, expected) => {
    expect(isMeant(title, text)).toBe(expected);
  });
});
