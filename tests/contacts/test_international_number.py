"""The short way through a number gives what the long way gives, for every country."""

from collections.abc import Iterator
from random import Random

import phonenumbers
import pytest
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneNumberType

from contacts.services import read_number as long_way
from contacts.services.choose_region import choose_region
from contacts.services.international_number import read_international
from contacts.services.normalize_phone_number import classify, normalize_phone_number

REGIONS = (None, "GB", "US", "DE", "IT", "BR", "AR", "RU", "JP", "CI")
OF_EACH_LENGTH = 3
# A country's trunk prefix or carrier code may follow its code, and isn't always taken for one.
BEGINNINGS = ("0", "1", "8", "00", "015", "089", "90", "1670", "0011", "44")
NOT_PLAIN = (
    *(
        "+",
        "++442079460123",
        "+0442079460123",
        "+44",
        "+4420794",
        "+44 20 7946 0123",
        "+442079460123 ",
    ),
    *("442079460123", "00442079460123", "+4420794601234567890", "+٤٤2079460123", "＋442079460123"),
    *(
        "+442079460123x5",
        "+44(0)2079460123",
        "+112",
        "+911",
        "+1911911",
        "*31#+442079460123",
        "+-1",
    ),
)


@pytest.fixture(autouse=True)
def no_default_region(settings):
    settings.DEFAULT_PHONE_REGION = None


def written_numbers() -> Iterator[str]:
    """Examples of every kind, cut off, grown and changed; prefixes; codes that nobody has."""
    random = Random(1)
    yield from NOT_PLAIN
    for code, regions in COUNTRY_CODE_TO_REGION_CODE.items():
        for number in examples(code, regions):
            digits = f"{code}{phonenumbers.national_significant_number(number)}"
            yield from (
                f"+{digits}",
                f"+{digits[:-1]}",
                f"+{digits}7",
                f"+{digits[:3]}0{digits[3:]}",
            )
            yield f"+{digits[:-3]}{random.randrange(1000):03d}"
        for length in range(3, 15):
            for beginning in (*BEGINNINGS, *[""] * OF_EACH_LENGTH):
                yield f"+{code}{beginning}{random.randrange(10**length):0{length}d}"
    for code in range(1, 1000):
        yield f"+{code}{random.randrange(10**8):08d}"


def examples(code: int, regions: tuple[str, ...]) -> Iterator[phonenumbers.PhoneNumber]:
    for region in regions:
        for kind in PhoneNumberType.values():
            if number := phonenumbers.example_number_for_type(region, kind):
                yield number
    if number := phonenumbers.example_number_for_non_geo_entity(code):
        yield number


def told(number):
    return (
        *(number.kind, number.e164, number.extension, number.region_used),
        *(number.is_valid, number.trace, number.warnings),
    )


def test_the_short_way_comes_to_what_the_long_way_comes_to(monkeypatch):
    texts = sorted(set(written_numbers()))
    regions = [[REGIONS[place % len(REGIONS)]] for place in range(len(texts))]
    by_short_way = [
        told(normalize_phone_number(text, regions=region))
        for text, region in zip(texts, regions, strict=True)
    ]
    monkeypatch.setattr(long_way, "read_international", lambda _text: None)
    different = [
        text
        for text, region, short in zip(texts, regions, by_short_way, strict=True)
        if short != told(classify(text, region=choose_region(region)))
    ]

    assert different == []
    assert len(texts) > 30_000
    assert sum(read_international(text) is not None for text in texts) > 7_000
