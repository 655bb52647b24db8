import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { initials } from "./avatar";
import { ContactName, shortName } from "./names";

it("a hostile name is text", () => {
  const name = '<img src=x onerror="alert(1)">\u202e';

  render(<ContactName contact={{ name }} />);

  expect(screen.getByTitle(name).tagName).toBe("BDI");
  expect(document.querySelector("img")).toBeNull();
});

it("a lead without a name shows the number", () => {
  render(<ContactName contact={{ name: "", phone_number: "+442079460123" }} />);

  expect(screen.getByText("+442079460123")).toBeDefined();
});

it.each([
  ["Marta Kowalska", "Marta K.", "MK"],
  ["佐藤 美咲", "佐藤 美.", "佐美"],
  ["Mina", "Mina", "M"],
  ["", "", ""],
])("%s is short for a row", (name, short, letters) => {
  expect(shortName(name)).toBe(short);
  expect(initials(name)).toBe(letters);
});
