from pathlib import Path

DELIMITERS = (",", ";", "\t")


def read_table_text(path: Path) -> str:
    """A CSV file as spreadsheets write it: UTF-8 (with a BOM or without), UTF-16, Windows-1252."""
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def delimiter_of(text: str) -> str:
    heading = text.partition("\n")[0]
    return max(DELIMITERS, key=heading.count)
