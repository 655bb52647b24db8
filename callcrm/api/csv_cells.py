"""CSV that people open in a spreadsheet: what customers typed must not run there as a formula.

Sources: OWASP, "CSV Injection"; spreadsheets also take full-width signs, and look behind spaces and
characters that nobody sees.
"""

import unicodedata

FORMULA_SIGNS = frozenset("=+-@\N{MINUS SIGN}")
CELL_BREAKS = frozenset("\t\r\n")
UNSEEN_CATEGORIES = ("C", "M", "Z")  # control and format, marks without a letter, spaces
# Letters by category, though nothing is drawn.
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
MARK = "'"


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet could take it for a formula.

    A phone number gets one as well: `'+442079460123` can be read, and without it a spreadsheet
    shows 4.42E+11. `cell_text` takes it away again.
    """
    return MARK + text if is_risky(text.lstrip(MARK)) else text


def cell_text(cell: str) -> str:
    """What `safe_cell` was given. An apostrophe that it didn't set stays."""
    return cell[1:] if cell.startswith(MARK) and is_risky(cell.lstrip(MARK)) else cell


def is_risky(text: str) -> bool:
    if text[:1].isascii() and text[:1].isalnum():
        return False  # nearly every cell: millions of them are exported
    for character in text:
        if character in CELL_BREAKS:
            return True
        if not is_unseen(character):
            return unicodedata.normalize("NFKC", character)[0] in FORMULA_SIGNS
    return False


def is_unseen(character: str) -> bool:
    return unicodedata.category(character)[0] in UNSEEN_CATEGORIES or character in FILLERS
