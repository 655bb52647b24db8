import { describe, expect, it } from "vitest";
import { setViewer } from "@/lib/viewer";
import { BLANK, errorsFrom, errorsOf, formOf } from "./upload-form";

const FILE = new File(["sound"], "call.m4a");

describe("uploading a call", () => {
  it("sends the start as the viewer's clock shows it", () => {
    setViewer({ timeZone: "Europe/Berlin", region: "DE" });

    const form = formOf({ ...BLANK, number: " 030 1 ", startedAt: "2026-07-01T12:00" }, FILE);

    expect(form.get("started_at")).toBe("2026-07-01T10:00:00.000Z");
    expect(form.get("phone_number")).toBe("030 1");
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
