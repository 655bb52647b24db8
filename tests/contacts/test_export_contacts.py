import csv
import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from contacts.choices import Source
from contacts.models import Contact
from contacts.services.create_contact import create_contact
from contacts.services.phone_numbers import GivenNumber

pytestmark = pytest.mark.django_db


def make(actor, name, *numbers, **values):
    return create_contact(
        actor=actor,
        source=Source.MANUAL,
        values={"name": name, **values},
        numbers=[GivenNumber(text=number, field="phone_number") for number in numbers],
    )


def exported():
    out, err = StringIO(), StringIO()
    call_command("export_contacts", stdout=out, stderr=err)
    return list(csv.DictReader(StringIO(out.getvalue()))), err.getvalue()


def test_each_contact_is_a_row_and_deleted_ones_are_none(agent):
    ann = make(agent, "Ann", "+442079460001", "+442079460002", company="Acme", owner=agent)
    Contact.objects.filter(pk=make(agent, "Gone").pk).update(deleted_at=timezone.now())

    rows, told = exported()

    assert told == "1 rows.\n"
    assert rows == [
        {
            "name": "Ann",
            "company": "Acme",
            "email": "",
            "phone": "'+442079460001",
            "more phones": "'+442079460002",
            "status": "New Lead",
            "owner": "amira",
            "do not call": "no",
            "do not call reason": "",
            "source": "manual",
            "calls": "0",
            "last call at": "",
            "created at": ann.created_at.isoformat(),
            "id": str(ann.pk),
        }
    ]


def test_a_hostile_name_is_no_formula(agent):
    make(agent, "=HYPERLINK(1)", company="\u200b＝1", email="a@example.com")

    (row,), _ = exported()

    assert (row["name"], row["company"]) == ("'=HYPERLINK(1)", "'\u200b＝1")


def test_the_file_is_whole_its_owners_and_marked_for_excel_if_asked(agent, tmp_path):
    make(agent, "Zoë", "+442079460001")
    path = tmp_path / "contacts.csv"
    said = StringIO()

    call_command("export_contacts", out=path, bom=True, stdout=said)

    assert said.getvalue() == f"1 rows were written to {path}.\n"
    assert path.read_bytes().startswith(b"\xef\xbb\xbfname,company,")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_isnt_there_is_a_sentence(db, tmp_path):
    with pytest.raises(CommandError, match="can't be written: No such file or directory"):
        call_command("export_contacts", out=tmp_path / "nowhere" / "contacts.csv")


def test_what_is_exported_can_be_imported_again(agent, tmp_path):
    make(agent, "=Ann", "+442079460001", "+4930123456", do_not_call=True, owner=agent)
    make(agent, "Without number", company="O'Hara")
    path = tmp_path / "contacts.csv"
    call_command("export_contacts", out=path, stdout=StringIO())
    Contact.objects.all().update(name="changed", deleted_at=timezone.now())
    for contact in Contact.objects.all():
        contact.phone_numbers.update(retired_at=timezone.now())

    call_command("import_contacts", str(path), is_for_real=True, stdout=StringIO())

    contacts = Contact.objects.live().order_by("company")
    assert [
        (each.name, each.company, each.do_not_call, each.owner, each.phone_numbers.count())
        for each in contacts
    ] == [("=Ann", "", True, agent, 2), ("Without number", "O'Hara", False, None, 0)]


def test_one_query_exports_any_number(agent, django_assert_num_queries):
    for number in range(3):
        make(agent, f"N{number}", f"+44207946000{number}")

    with django_assert_num_queries(1):
        rows, _ = exported()

    assert len(rows) == 3
