import { describe, expect, it } from "vitest";
import { setViewer } from "@/lib/viewer";
import { BLANK, errorsFrom, errorsOf, formOf } from "./upload-form";

const FILE = new File(["sound"], "call.m4a");

describe("uploading a call", () => {
  it("sends the start as the viewer's clock shows it", () => {
    setViewer({ timeZone: "Europe/Berlin", region: "DE" });

    const form = formOf({ ...BLANK, number: " 030 1 ", startedAt: "2026-07-01T12:00" }, FILE, "DE");

    expect(form.get("started_at")).toBe("2026-07-01T10:00:00.000Z");
    expect(form.get("phone_number")).toBe("030 1");
    expect(form.get("region")).toBe("DE");
    expect(form.has("agent")).toBe(false);
  });

  it("names whose call it is, if it is another's", () => {
    const form = formOf({ ...BLANK, agent: { id: "a1", name: "Amira" } }, FILE, null);

    expect(form.get("agent")).toBe("a1");
    expect(form.has("region")).toBe(false);
  });

  it("asks for what is missing before anything is sent", () => {
    expect(Object.keys(errorsOf(BLANK, new File([], "empty.m4a")))).toEqual([
      "file",
      "number",
      "startedAt",
    ]);
  });

  it("needs no number that was withheld", () => {
    expect(errorsOf({ ...BLANK, isWithheld: true }, FILE).number).toBeUndefined();
  });

  it("puts the server's messages at their fields", () => {
    expect(errorsFrom({ audio: "Not audio.", else: "?" })).toEqual({ file: "Not audio." });
  });
});
