import { act, renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { forgetDrafts, useDraft } from "./use-draft";

afterEach(() => sessionStorage.clear());

it("a draft survives a reload, and is gone once it is saved", () => {
  const first = renderHook(() => useDraft("contact:1", { name: "Ada" }));
  act(() => first.result.current.set({ name: "Ada L" }));
  first.unmount();

  const second = renderHook(() => useDraft("contact:1", { name: "Ada" }));
  expect(second.result.current).toMatchObject({ value: { name: "Ada L" }, isChanged: true });

  act(() => second.result.current.clear());
  expect(second.result.current).toMatchObject({ value: { name: "Ada" }, isChanged: false });
});

it("typing back what was there leaves no draft", () => {
  const { result } = renderHook(() => useDraft("contact:1", "Ada"));

  act(() => result.current.set("Ada L"));
  act(() => result.current.set("Ada"));

  expect(result.current.isChanged).toBe(false);
  expect(sessionStorage).toHaveLength(0);
});

it("signing out forgets all drafts", () => {
  const { result } = renderHook(() => useDraft("note:1", ""));
  act(() => result.current.set("Wants a call back"));

  forgetDrafts();

  expect(sessionStorage).toHaveLength(0);
});
