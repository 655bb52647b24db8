"""How recorders name their files. Each scheme names the parts that it has; see `hints_of`."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from calls.services.import_recordings.hints import Hints
from calls.services.import_recordings.words import direction_of, party_of

DATE_8, DATE_6 = r"(?P<date>\d{8})", r"(?P<date>\d{6})"
DATE_10 = r"(?P<date>\d{4}-\d\d-\d\d)"
TIME = r"(?P<time>\d\d[-.:]?\d\d[-.:]?\d\d)"
ARROW = r"(?P<direction>[↗↙↑↓])[\ufe0e\ufe0f]?"

# Sources: the recorders' own templates (BCR, Call Recorder by axet), the patterns of BCR-GUI
# (Huawei, LineageOS, GrapheneOS, ColorOS), and names that people posted (the others).
SCHEMES = {
    "BCR": rf"{DATE_8}_{TIME}(?:\.(?P<fraction>\d+))?(?P<offset>[+-]\d{{4}}|Z)"
    r"(?:_(?P<direction>in|out|conference))?(?:_sim(?P<sim_slot>\d))?"
    r"(?:_(?P<party>[^_]*))?(?:_(?P<name>.*))?",
    "Cube ACR": rf"{DATE_10}[ _]{TIME} \(\w+\) (?P<party>.*?)(?: ?{ARROW})?",
    # Which of 0 and 1 is incoming differs between its versions.
    "ACR": rf"[01]d{DATE_8}{TIME}p(?P<party>.+)",
    "Samsung": rf"(?:Call recording|통화 녹음) (?P<party>.+)_{DATE_6}_{TIME}",
    "GrapheneOS": rf"CallRecord_{DATE_8}-{TIME}_(?P<party>.+)",
    "True Phone": rf"(?P<party>.+?)(?: @)? {DATE_10}_{TIME}_(?P<direction>in|out)",
    "Call Recorder": rf"{DATE_10} {TIME}(?: {ARROW})? (?P<party>.+)",
    "LineageOS": rf"(?P<party>[+\d][^_]*)_{DATE_6}_{TIME}(?P<fraction>\d{{3}})?",
    "Huawei": rf"(?P<name>[^@]*)@(?P<party>\+?\d+)_{DATE_8}{TIME}",
    # Its own word for "call" may stand before an @, in any language; a plus becomes two zeros.
    "Xiaomi": rf"(?:[^@]*@)?(?P<party>.+\([^()]*\))_{DATE_8}{TIME}",
    "ColorOS": rf"(?P<party>.+)-{DATE_6}(?P<time>\d{{4}})",
}
PATTERNS = {recorder: re.compile(scheme) for recorder, scheme in SCHEMES.items()}
COPY = re.compile(r"[ _]?\(\d{1,2}\)$")


def read_file_name(stem: str) -> Hints | None:
    """What a name without its ending tells; None: it is no recorder's that we know.

    Raises ValueError with a sentence for a date that there isn't.
    """
    for name in (stem, COPY.sub("", stem)):
        for recorder, pattern in PATTERNS.items():
            if found := pattern.fullmatch(name):
                return hints_of(found.groupdict(), recorder=recorder)
    return None


def hints_of(parts: dict[str, str | None], *, recorder: str) -> Hints:
    told_by, started_at = f"the name ({recorder})", moment_of(parts)
    if parts.get("direction") == "conference":
        # It names one party of several.
        return Hints(told_by=told_by, started_at=started_at)
    number, name = party_of(parts.get("party") or "")
    if recorder == "Xiaomi" and number and number.startswith("00"):
        number = "+" + number[2:]
    # The name may have stood where the number stands when there is one.
    given_name = party_of(parts.get("name") or "")[1]
    sim_slot = parts.get("sim_slot")
    return Hints(
        told_by=told_by,
        number=number,
        started_at=started_at,
        direction=direction_of(parts.get("direction") or ""),
        contact_name=given_name or name,
        sim_slot=int(sim_slot) if sim_slot else None,
    )


def moment_of(parts: dict[str, str | None]) -> datetime:
    date, time = (re.sub(r"\D", "", parts[name] or "") for name in ("date", "time"))
    century = "20" * (len(date) == len("yymmdd"))
    try:
        moment = datetime.strptime(century + date + time.ljust(6, "0"), "%Y%m%d%H%M%S")  # noqa: DTZ007
        moment = moment.replace(tzinfo=zone_of(parts.get("offset")))
    except ValueError:
        raise ValueError(f"its name says {parts['date']} {parts['time']}: no such time.") from None
    if fraction := parts.get("fraction"):
        moment += timedelta(milliseconds=int(fraction[:3].ljust(3, "0")))
    return moment


def zone_of(offset: str | None) -> tzinfo | None:
    if not offset:
        return None
    if offset == "Z":
        return UTC
    size = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:]))
    return timezone(-size if offset[0] == "-" else size)
