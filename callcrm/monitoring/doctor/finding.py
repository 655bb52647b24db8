from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """What one look found, in a sentence: what is wrong and what to do, or that all is well."""

    check: str
    verdict: Verdict
    sentence: str


def ok(check: str, sentence: str) -> Finding:
    return Finding(check, Verdict.OK, sentence)


def warn(check: str, sentence: str) -> Finding:
    return Finding(check, Verdict.WARN, sentence)


def fail(check: str, sentence: str) -> Finding:
    return Finding(check, Verdict.FAIL, sentence)
