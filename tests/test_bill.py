"""The code does what docs/10_customer_interaction_and_call_management_bill.yaml says."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import Group

from accounts.roles import REACH, Role
from accounts.scopes import Scope
from callcrm.api.problems import PROBLEMS
from calls.choices import (
    UNUSABLE,
    AbsentReason,
    AttentionReason,
    CallSource,
    Consent,
    Direction,
    Disposition,
    FindingCode,
    RecordingStatus,
)
from calls.models import CallLog, Outcome
from calls.services.dead_letters import MAX_ATTEMPTS
from contacts.choices import NumberKind, Source
from contacts.models import E164_PATTERN, MAX_RAW_NUMBER_LENGTH, ContactStatus, PhoneNumber
from contacts.services.calling_prefixes import CALLING_PREFIXES, NORTH_AMERICA
from contacts.services.dialed_text import MAX_EXTENSION_LENGTH
from contacts.services.emergency_numbers import EVERYWHERE, WITHOUT_REGION
from contacts.services.normalize_phone_number import normalize_phone_number
from contacts.services.resolve_contact import DELETED_CONTACT, resolve_contact
from contacts.services.withheld_numbers import WITHHELD_MARKS

BILL_FILE = Path(__file__).parents[1] / "docs/10_customer_interaction_and_call_management_bill.yaml"
BILL: dict[str, Any] = yaml.safe_load(BILL_FILE.read_text())
NUMBERS = BILL["phone_numbers"]
ROLES = BILL["access"]["roles"]


@pytest.fixture(autouse=True)
def no_default_region(settings):
    settings.DEFAULT_PHONE_REGION = None


@pytest.mark.parametrize(
    "example", NUMBERS["examples"], ids=lambda row: f"{row['raw']!a} in {row['region']}"
)
def test_an_example_is_read_as_the_bill_says(example):
    number = normalize_phone_number(example["raw"], regions=[example["region"]])

    is_number = example["kind"] == NumberKind.E164
    expected = {
        "e164": None,
        "extension": "",
        "region_used": example["region"] if is_number else None,
        "is_valid": is_number,
        **example,
    }
    assert {
        "raw": number.raw,
        "region": example["region"],
        "kind": number.kind.value,
        "e164": number.e164,
        "extension": number.extension,
        "region_used": number.region_used,
        "is_valid": number.is_valid,
    } == expected


def test_there_are_examples_of_every_kind_and_of_many_countries():
    examples = NUMBERS["examples"]

    assert len(examples) >= 60
    assert {row["kind"] for row in examples} == set(NumberKind.values)
    assert len({row["region"] for row in examples}) >= 20
    assert len({(row["raw"], row["region"]) for row in examples}) == len(examples)


def test_kinds_stand_in_the_order_in_which_they_are_decided():
    assert [row["kind"] for row in NUMBERS["kinds"]] == NumberKind.values
    assert [row["kind"] for row in NUMBERS["kinds"] if row["makes_contact"]] == [NumberKind.E164]


def test_the_rules_for_numbers_are_the_codes_own():
    assert NUMBERS["pattern"] == E164_PATTERN
    assert NUMBERS["max_raw_length"] == MAX_RAW_NUMBER_LENGTH
    assert NUMBERS["max_extension_length"] == MAX_EXTENSION_LENGTH
    assert NUMBERS["withheld_marks"] == sorted(WITHHELD_MARKS)
    assert set(NUMBERS["emergency"]["everywhere"]) == EVERYWHERE
    assert set(NUMBERS["emergency"]["without_region"]) == WITHOUT_REGION


def test_calling_prefixes_and_their_regions_are_the_codes_own():
    named = {"any": None, "north_america": NORTH_AMERICA}

    assert [
        (
            row["code"],
            named[regions] if isinstance(regions := row["regions"], str) else set(regions),
        )
        for row in NUMBERS["calling_prefixes"]
    ] == [(prefix.code, prefix.regions) for prefix in CALLING_PREFIXES]


@pytest.mark.parametrize(
    ("listed", "choices"),
    [
        (BILL["contacts"]["sources"], Source),
        (BILL["calls"]["directions"], Direction),
        (BILL["calls"]["dispositions"], Disposition),
        (BILL["calls"]["consent"], Consent),
        (BILL["calls"]["sources"], CallSource),
        (BILL["calls"]["attention_reasons"], AttentionReason),
        (BILL["recordings"]["statuses"], RecordingStatus),
        (BILL["recordings"]["absent_reasons"], AbsentReason),
        (BILL["recordings"]["findings"], FindingCode),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_a_closed_list_has_the_bills_values_and_words(listed, choices):
    assert list(listed.items()) == choices.choices


def test_which_recordings_are_unusable_and_how_often_processing_is_tried():
    assert BILL["recordings"]["unusable_findings"] == list(UNUSABLE)
    assert BILL["recordings"]["processing_attempts"] == MAX_ATTEMPTS


def test_a_call_of_which_nothing_is_said_gets_the_bills_defaults():
    call = CallLog()

    assert call.direction == BILL["calls"]["default_direction"]
    assert call.disposition == BILL["calls"]["default_disposition"]
    assert call.consent == BILL["calls"]["default_consent"]


@pytest.mark.django_db
def test_a_new_system_has_the_shipped_statuses_and_outcomes():
    statuses, outcomes = ContactStatus.objects.all(), Outcome.objects.all()

    assert [status.name for status in statuses] == BILL["contacts"]["statuses"]
    assert [status.name for status in statuses if status.is_default] == [
        BILL["contacts"]["default_status"]
    ]
    assert [outcome.name for outcome in outcomes] == BILL["calls"]["outcomes"]


@pytest.mark.django_db
def test_an_automatic_contact_is_as_the_bill_says():
    lead = resolve_contact(number=normalize_phone_number("+442079460123")).contact

    assert lead is not None
    assert {
        "status": lead.status.name,
        "source": lead.source,
        "auto_created": lead.auto_created,
    } == BILL["contacts"]["automatic_contact"]


def test_the_rules_for_shared_and_deleted_numbers_are_the_codes_own():
    (constraint,) = (
        constraint
        for constraint in PhoneNumber._meta.constraints
        if constraint.name == "contact_phone_numbers_one_owner"
    )

    assert dict(constraint.condition.children) == {"is_shared": False, "retired_at__isnull": True}
    assert BILL["contacts"]["numbers_are_unique_unless"] == ["is_shared", "retired_at"]
    assert BILL["contacts"]["attention_reason_of_heir"] == DELETED_CONTACT


def permissions_of(role: str) -> set[str]:
    inherited = permissions_of(ROLES[role]["like"]) if "like" in ROLES[role] else set()
    return inherited | set(ROLES[role]["permissions"])


def test_roles_and_whose_calls_they_see_are_the_codes_own():
    assert {name: role["sees_calls"] for name, role in ROLES.items()} == REACH
    assert list(ROLES) == Role.values


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_the_bills_permissions_and_no_others(role):
    granted = Group.objects.get(name=role).permissions.values_list(
        "content_type__app_label", "codename"
    )

    assert {f"{app}.{codename}" for app, codename in granted} == permissions_of(role)
    assert ROLES[role]["may_listen"] == ("calls.listen_to_recording" in permissions_of(role))


def test_scopes_are_the_codes_own():
    assert BILL["access"]["scopes"] == [scope.value for scope in Scope]


def test_error_codes_answer_as_the_contract_says():
    assert BILL["errors"] == {
        code: {"status": problem.status, "retryable": problem.is_retryable}
        for code, problem in PROBLEMS.items()
    }
