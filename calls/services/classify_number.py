from dataclasses import dataclass

from django.db.models import Q, Value

from accounts.models import Team
from calls.choices import AttentionReason
from calls.models import ExcludedNumber, TeamPhoneNumber
from contacts.choices import NumberKind
from contacts.services.normalize_phone_number import NormalizedNumber

REASONS = {
    NumberKind.WITHHELD: AttentionReason.WITHHELD,
    NumberKind.SERVICE_CODE: AttentionReason.SERVICE_CODE,
    NumberKind.EMERGENCY: AttentionReason.EMERGENCY,
    NumberKind.SHORT_CODE: AttentionReason.SHORT_CODE,
    NumberKind.INVALID: AttentionReason.INVALID_NUMBER,
}


@dataclass(frozen=True)
class NumberClass:
    """`attention_reason`: why a call with this number makes no contact; None: it makes one."""

    attention_reason: AttentionReason | None

    @property
    def is_excluded(self) -> bool:
        return self.attention_reason == AttentionReason.EXCLUDED_NUMBER


def classify_number(*, number: NormalizedNumber, team: Team | None) -> NumberClass:
    """Whether it can be a customer's number. One query at most; private goes before ours."""
    if number.e164 is None:
        return NumberClass(REASONS[number.kind])
    excluded = ExcludedNumber.objects.filter(
        Q(team__isnull=True) | Q(team=team), e164=number.e164
    ).values_list(Value(AttentionReason.EXCLUDED_NUMBER.value))
    own = TeamPhoneNumber.objects.filter(e164=number.e164).values_list(
        Value(AttentionReason.OWN_NUMBER.value)
    )
    found = {AttentionReason(reason) for (reason,) in excluded.union(own)}
    for reason in (AttentionReason.EXCLUDED_NUMBER, AttentionReason.OWN_NUMBER):
        if reason in found:
            return NumberClass(reason)
    return NumberClass(None)
