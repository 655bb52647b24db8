"""Valid numbers of many countries, made to measure with: number after number, none twice."""

from dataclasses import dataclass
from random import Random

import phonenumbers

# Of a hundred contacts, so many have a number of this region.
SHARES = {
    "GB": 22,
    "US": 16,
    "DE": 12,
    "IN": 9,
    "FR": 6,
    "ES": 5,
    "PL": 4,
    "BR": 4,
    "TR": 3,
    "AE": 3,
    "NG": 3,
    "JP": 2,
    "CN": 2,
    "IT": 2,
    "NL": 2,
    "ZA": 2,
    "UA": 1,
    "GR": 1,
    "IL": 1,
}
# The end of a region's example number that may be anything: at most so many digits.
LONGEST_TAIL = 7
TRIALS = 40
# Odd and not a multiple of five: each number of a tail's digits comes up once.
STRIDE = 7_919


@dataclass(frozen=True)
class Block:
    """All numbers that begin with `head` and have `tail` more digits are valid."""

    region: str
    head: str
    tail: int

    @property
    def size(self) -> int:
        return int(10**self.tail)

    def number(self, ordinal: int) -> str:
        return f"{self.head}{ordinal * STRIDE % self.size:0{self.tail}d}"


class SampleNumbers:
    """The n-th number, always the same: it needs no list of those before."""

    def __init__(self) -> None:
        self.places = [
            (find_block(region), place, share)
            for region, share in SHARES.items()
            for place in range(share)
        ]
        # Neighbours should not all be of one country.
        Random(0).shuffle(self.places)  # noqa: S311 - a fixed order, nothing secret
        self.capacity = min(
            block.size // share * len(self.places) for block, _, share in self.places
        )

    def number(self, ordinal: int) -> tuple[str, str]:
        """E.164 and region. `ordinal` is less than `capacity`."""
        rounds, place = divmod(ordinal, len(self.places))
        block, offset, share = self.places[place]
        return block.number(rounds * share + offset), block.region


def find_block(region: str) -> Block:
    """The largest around the country's example of a mobile number, found by trying."""
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if example is None:
        raise ValueError(f"{region} has no mobile numbers.")
    e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    for tail in range(LONGEST_TAIL, 0, -1):
        block = Block(region=region, head=e164[:-tail], tail=tail)
        if is_all_valid(block):
            return block
    raise ValueError(f"{region} has no block of mobile numbers.")


def is_all_valid(block: Block) -> bool:
    step = max(1, block.size // TRIALS)
    tails = [*range(0, block.size, step), block.size - 1]
    return all(
        phonenumbers.is_valid_number(phonenumbers.parse(f"{block.head}{tail:0{block.tail}d}"))
        for tail in tails
    )
