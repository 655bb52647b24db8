"""docs/06_DATABASE_SCHEMA.md is held to the models: columns, types, constraints, indexes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import Model

DOCUMENT = Path(__file__).parent.parent / "docs" / "06_DATABASE_SCHEMA.md"
# Django's own many-to-many tables: described in a sentence at the top, not column by column.
LEFT_OUT = {"users_groups", "users_user_permissions"}


def our_models() -> Iterator[type[Model]]:
    for label in ("accounts", "contacts", "calls", "portal"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model._meta.db_table not in LEFT_OUT:
                yield model


def documented_tables() -> dict[str, str]:
    sections = re.split(r"^### ", DOCUMENT.read_text(), flags=re.MULTILINE)[1:]
    return {section.split("\n", 1)[0]: section for section in sections}


def column_rows(section: str) -> set[tuple[str, str, str]]:
    cells = re.findall(r"^\| (\w+) \| ([^|]+) \| (yes|no) \|", section, flags=re.MULTILINE)
    return {(name, kind.strip(), null) for name, kind, null in cells}


def column_rows_of(model: type[Model]) -> set[tuple[str, str, str]]:
    rows = set()
    for field in model._meta.concrete_fields:
        kind = field.db_type(connection)
        if field.is_relation:
            kind += f" → {field.related_model._meta.db_table}"
        if field.primary_key:
            kind += ", primary key"
        elif field.unique:
            kind += ", unique"
        rows.add((field.column, kind, "yes" if field.null else "no"))
    return rows


def listed(section: str, heading: str) -> set[str]:
    lines = section.partition(f"{heading}:\n\n")[2].split("\n\n")[0]
    return set(re.findall(r"^- `(\w+)`:", lines, flags=re.MULTILINE))


def test_every_table_is_described_and_no_other():
    assert set(documented_tables()) == {model._meta.db_table for model in our_models()}


@pytest.mark.django_db
@pytest.mark.parametrize("model", list(our_models()), ids=lambda model: model._meta.db_table)
def test_columns_constraints_and_indexes_are_those_of_the_model(model):
    section = documented_tables()[model._meta.db_table]

    assert column_rows(section) == column_rows_of(model)
    assert listed(section, "Constraints") == {c.name for c in model._meta.constraints}
    assert listed(section, "Indexes") == {i.name for i in model._meta.indexes}


@pytest.mark.django_db
def test_no_model_is_ahead_of_its_migrations():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
