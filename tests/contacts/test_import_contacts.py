import codecs
import csv
import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from contacts.choices import Source
from contacts.models import Contact, ContactEvent, ContactNote, PhoneNumber
from contacts.services import stage_contacts, write_new_contacts
from contacts.services.contact_columns import read_header
from contacts.services.create_contact import create_contact
from contacts.services.delete_contact import delete_contact
from contacts.services.phone_numbers import GivenNumber
from tests.cast import person

pytestmark = pytest.mark.django_db

ROWS = "name,company,email,phone\nAnn,Acme,ann@example.com,020 7946 0001\nBo,,,020 7946 0002\n"


@pytest.fixture
def write(tmp_path):
    def to_file(content, name="customers.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return to_file


def run(path, **options):
    """What the command prints."""
    out = StringIO()
    options = {"region": "GB", "is_for_real": True} | options
    call_command("import_contacts", str(path), stdout=out, **options)
    return out.getvalue()


def refusal(path, **options):
    with pytest.raises(CommandError) as refused:
        run(path, **options)
    return str(refused.value)


def numbers_by_name():
    rows = PhoneNumber.objects.live().order_by("contact__name", "id")
    found = {}
    for name, e164 in rows.values_list("contact__name", "e164"):
        found.setdefault(name, []).append(e164)
    return found


def left_out(path):
    with path.with_name(f"{path.name}.errors.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def test_a_file_becomes_contacts_with_numbers_and_history(write, agent):
    path = write(
        "Name;Company;Phone;Mobile;Status;Owner;Do not call;E-mail\n"
        "Ann;Acme; 020 7946 0001;07700 900123;customer;amira;yes;ann@example.com\n"
    )

    printed = run(path)

    contact = Contact.objects.get()
    assert printed == "1 contacts were added.\n"
    assert (contact.name, contact.company, contact.email) == ("Ann", "Acme", "ann@example.com")
    assert (contact.status.name, contact.owner, contact.source) == ("Customer", agent, "import")
    assert contact.do_not_call
    assert not contact.auto_created
    assert list(
        contact.phone_numbers.values_list("e164", "raw", "region", "label", "is_primary")
    ) == [
        ("+442079460001", "020 7946 0001", "GB", "", True),
        ("+447700900123", "07700 900123", "GB", "mobile", False),
    ]
    event = ContactEvent.objects.get()
    assert (event.contact, event.kind, event.details) == (contact, "created", {"source": "import"})


def test_without_for_real_nothing_is_written(write):
    printed = run(write(ROWS), is_for_real=False)

    assert printed == "2 contacts would be added; nothing was written, use --for-real.\n"
    assert not Contact.objects.exists()


def test_the_same_file_again_adds_nothing(write):
    path = write(ROWS + "Without number,,,\n")
    run(path)

    printed = run(path)

    assert "3 rows: 0 new, 3 there already, 0 twice in the file, 0 rejected." in printed
    assert Contact.objects.count() == 3


def test_the_preview_tells_each_row_that_is_left_out_and_why(write, agent):
    create_contact(
        actor=agent,
        source=Source.MANUAL,
        values={"name": "There"},
        numbers=[GivenNumber(text="+442079460009", field="phone_number")],
    )
    path = write(
        "name,phone,status,email\n"
        "There,020 7946 0009,,\n"
        "Ann,020 7946 0001,,\n"
        "Ann again,+44 20 7946 0001,,\n"
        "Short,12,,\n"
        "Rounded,4.42079E+11,,\n"
        "Status,020 7946 0002,Nope,\n"
        "Mail,020 7946 0003,,nobody\n"
        ",,,nobody@example.com\n"
        "=cmd,=1+1,,\n"
        "Wide,020 7946 0004,,,x\n" + f"{'n' * 301},020 7946 0005,,\n" + "Nul,\0,,\n"
    )

    printed = run(path, is_for_real=False)

    assert "12 rows: 1 new, 1 there already, 1 twice in the file, 9 rejected." in printed
    assert "line 5: phone: '12': This can't be read as a phone number." in printed
    assert sorted((line, what, column) for line, what, column, *_ in left_out(path)) == sorted(
        [
            ("2", "taken", ""),
            ("4", "duplicate", ""),
            ("5", "rejected", "phone"),
            ("6", "rejected", "phone"),
            ("7", "rejected", "status"),
            ("8", "rejected", "email"),
            ("9", "rejected", ""),
            ("10", "rejected", "phone"),
            ("11", "rejected", ""),
            ("12", "rejected", "name"),
            ("13", "rejected", ""),
        ]
    )
    values = {line: (value, why) for line, _, _, value, why in left_out(path)}
    assert values["4"] == ("'+442079460001", "The same as in line 3.")
    assert values["10"][0] == "'=1+1"
    assert "rounded" in values["6"][1]


def test_only_the_first_twenty_rejected_rows_are_printed(write):
    path = write("name,phone\n" + "Bad,12\n" * 25)

    printed = run(path, is_for_real=False)

    assert printed.count("line ") - printed.count("line by line") == 20
    assert len(left_out(path)) == 25


def test_only_its_owner_may_read_what_was_left_out(write):
    path = write("phone\nnonsense\n")

    run(path)

    assert path.with_name(f"{path.name}.errors.csv").stat().st_mode & 0o777 == 0o600


def test_a_good_file_leaves_no_list_of_errors(write):
    path = write(ROWS)
    path.with_name("customers.csv.errors.csv").write_text("from the last time")

    run(path)

    assert not path.with_name("customers.csv.errors.csv").exists()


def test_a_shared_number_goes_to_the_first_and_the_others_keep_their_own(write):
    """A company's number stands in each colleague's row."""
    run(
        write(
            "name,phone,mobile\n"
            "Ann,020 7946 0001,07700 900001\n"
            "Bo,020 7946 0001,07700 900002\n"
            "Cy,020 7946 0001,\n"
        )
    )

    assert numbers_by_name() == {
        "Ann": ["+442079460001", "+447700900001"],
        "Bo": ["+447700900002"],
    }
    assert PhoneNumber.objects.get(e164="+447700900002").is_primary


def test_who_asked_not_to_be_called_stays_so_after_deletion(write, agent, manager):
    gone = create_contact(
        actor=agent,
        source=Source.MANUAL,
        values={"name": "Ann", "do_not_call": True, "do_not_call_reason": "Asked us"},
        numbers=[GivenNumber(text="+442079460001", field="phone_number")],
    )
    delete_contact(contact_id=gone.pk, actor=manager)

    run(write(ROWS))

    contact = Contact.objects.live().get(name="Ann")
    assert (contact.do_not_call, contact.do_not_call_reason) == (True, "Asked us")
    assert contact.needs_attention


@pytest.mark.parametrize(
    ("encoded", "name"),
    [
        pytest.param("name,phone\nJürgen,+442079460001\n".encode(), "Jürgen", id="UTF-8"),
        pytest.param("name,phone\nJürgen,+442079460001\n".encode("utf-8-sig"), "Jürgen", id="BOM"),
        pytest.param("name;phone\r\nJürgen;+442079460001".encode("cp1252"), "Jürgen", id="cp1252"),
        pytest.param("name\tphone\nЖанна\t+442079460001\n".encode("utf-16"), "Жанна", id="UTF-16"),
        pytest.param(
            codecs.BOM_UTF16_BE + "name,phone\nЖанна,+442079460001\n".encode("utf-16-be"),
            "Жанна",
            id="UTF-16 of the other order",
        ),
        pytest.param(b"sep=;\nname;phone\nAnn;+442079460001\n", "Ann", id="Excel's first line"),
        pytest.param(b"name,phone\rAnn,+442079460001\r", "Ann", id="lines of old Macs"),
        pytest.param(b'name,phone\n"Ann\nB",+442079460001\n', "Ann B", id="two lines in a cell"),
        pytest.param(b"name,phone\n\n,,\nAnn,'+442079460001\n", "Ann", id="our export's mark"),
    ],
)
def test_files_are_read_as_programs_write_them(write, encoded, name):
    run(write(encoded))

    assert Contact.objects.get().name == name
    assert PhoneNumber.objects.get().e164 == "+442079460001"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty."),
        (b"PK\x03\x04rest", "is a spreadsheet, not CSV. Save it as CSV UTF-8 and import that."),
        (b"BEGIN:VCARD\n", "is a vCard file, not CSV."),
        ("name,phone\nJ,1\n".encode("utf-16-le"), "has NUL bytes: UTF-16 without its mark?"),
        (b"name,phone\n\x81,1\n", "can't be read as cp1252."),
        (b"colour,size\nred,4\n", "none of them is a name or a phone number."),
    ],
)
def test_a_file_that_is_no_csv_of_contacts_is_refused_in_a_sentence(write, content, sentence):
    assert sentence in refusal(write(content))
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"region": "XX"}, "There is no region XX."),
        ({"owner": "nemo"}, "There is nobody with the username nemo."),
        ({"status": "Nope"}, "There is no status Nope. Known: New Lead,"),
        ({"encoding": "klingon"}, "can't be read as klingon."),
    ],
)
def test_an_option_that_means_nothing_is_refused_in_a_sentence(write, options, sentence):
    assert sentence in refusal(write(ROWS), **options)


def test_a_missing_file_and_a_list_of_errors_over_the_file_are_refused(write, tmp_path):
    path = write(ROWS)

    assert "No such file" in refusal(tmp_path / "nowhere.csv")
    assert "would overwrite the file itself" in refusal(path, errors=path)
    assert path.read_text() == ROWS


def test_a_quote_that_isnt_closed_rejects_what_it_swallows_and_says_so(write):
    path = write('name,phone\nAnn,+442079460001\n"Bo,+442079460002\nCy,+442079460003\n')

    run(path)

    assert numbers_by_name() == {"Ann": ["+442079460001"]}
    assert left_out(path)[0][3:] == [
        "lines 3-4",
        "A quote is opened here and not closed; the lines behind it were skipped.",
    ]


def test_a_cell_that_is_too_long_rejects_its_row_alone(write):
    path = write(f"name,phone\n{'A' * 70_000},+442079460001\nAnn,+442079460002\n")

    run(path)

    assert numbers_by_name() == {"Ann": ["+442079460002"]}
    assert left_out(path)[0][3:] == ["", "A cell has more than 65,536 characters; shorten it."]


@pytest.mark.parametrize(
    ("header", "known"),
    [
        pytest.param(
            "First Name,Last Name,Company Name,Email,Phone Number,Mobile Phone Number",
            {"company": 2, "email": 3},
            id="HubSpot",
        ),
        pytest.param(
            "First Name,Middle Name,Last Name,Organization Name,E-mail 1 - Value,"
            "Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Notes",
            {"company": 3, "email": 4, "notes": 9},
            id="Google",
        ),
        pytest.param(
            "First Name,Last Name,Company,E-mail Address,Business Phone,Mobile Phone,Notes",
            {"company": 2, "email": 3, "notes": 6},
            id="Outlook",
        ),
    ],
)
def test_other_programs_columns_are_known(header, known):
    columns = read_header(header.split(","))

    assert columns.places == known
    assert len(columns.phones) == 2
    assert columns.unknown == ()


def test_googles_values_labels_and_parts_of_a_name_come_along(write):
    run(
        write(
            "First Name,Last Name,Phone 1 - Label,Phone 1 - Value,Photo\n"
            "Ann,Lee,* Work,+442079460001 ::: +442079460002,x\n"
        )
    )

    assert Contact.objects.get().name == "Ann Lee"
    assert list(PhoneNumber.objects.values_list("e164", "label")) == [
        ("+442079460001", "work"),
        ("+442079460002", "work"),
    ]


def test_unknown_columns_are_named(write):
    printed = run(write("name,Shoe size,Photo,Name\nAnn,4,x,Bo\n"))

    assert "Columns left out, as unknown or there already: Shoe size, Photo, Name." in printed
    assert Contact.objects.get().name == "Ann"


def test_notes_are_kept_with_their_author_and_left_out_without_one(write, agent):
    path = write("name,notes\nAnn,Likes tea\n")

    assert "say whose they are with --as USERNAME" in run(path, is_for_real=False)
    run(path, actor="amira")

    assert list(ContactNote.objects.values_list("author__username", "text")) == [
        ("amira", "Likes tea")
    ]
    assert ContactEvent.objects.get().actor == agent


def test_options_are_for_rows_that_say_nothing(write, agent, colleague):
    person("twin", "agent", last_name="Same")
    path = write("name,owner,status\nAnn,,\nBo,boris,Lost\nCy,nobody,\n")

    run(path, owner="amira", status="customer")

    assert list(
        Contact.objects.order_by("name").values_list("name", "owner__username", "status__name")
    ) == [("Ann", "amira", "Customer"), ("Bo", "boris", "Lost")]


@pytest.mark.django_db(transaction=True)
def test_many_rows_are_read_by_several_processes_in_the_files_order(write, monkeypatch):
    monkeypatch.setattr(stage_contacts, "SMALL_FILE_BYTES", 0)
    monkeypatch.setattr(stage_contacts, "ROWS_AT_ONCE", 100)
    rows = "".join(f"N{at},+4420794{at % 900:05d}\n" for at in range(1500))

    printed = run(write("name,phone\n" + rows))

    assert "1,500 rows: 900 new, 0 there already, 600 twice in the file" in printed
    assert PhoneNumber.objects.get(e164="+442079400000").contact.name == "N0"


def test_a_small_import_that_dies_while_writing_leaves_nothing(write, monkeypatch):
    def die_after(batch, written=write_new_contacts.write_batch):
        def write_and_die(*arguments):
            batch.append(written(*arguments))
            raise OperationalError("the connection is gone")

        return write_and_die

    batches = []
    monkeypatch.setattr(write_new_contacts, "write_batch", die_after(batches))

    assert "The database went away. Run the import again" in refusal(write(ROWS))

    assert batches == [2]
    assert not Contact.objects.exists()
    assert not PhoneNumber.objects.exists()
    assert not ContactEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_large_import_that_dies_while_writing_is_gone_on_with(write, monkeypatch):
    monkeypatch.setattr(stage_contacts, "SMALL_FILE_BYTES", 0)
    monkeypatch.setattr(write_new_contacts, "ROWS_AT_ONCE", 10)
    path = write("name,phone,phone 2\n" + "".join(rows_with_two_numbers(100)))
    third = iter([None, None, OperationalError("the connection is gone")])

    def dies_once(*arguments, written=write_new_contacts.write_batch):
        made = written(*arguments)
        if error := next(third, None):
            raise error
        return made

    with monkeypatch.context() as patched:
        patched.setattr(write_new_contacts, "write_batch", dies_once)
        assert "Run the import again: what is there isn't added twice" in refusal(path)
    there = Contact.objects.count()
    printed = run(path)

    assert 0 < there < 100
    assert f"{100 - there} contacts were added." in printed
    assert Contact.objects.count() == ContactEvent.objects.count() == 100
    assert PhoneNumber.objects.count() == 200
    assert PhoneNumber.objects.filter(is_primary=True).count() == 100


def rows_with_two_numbers(count):
    return [f"N{at},+4420794{at:05d},+4420795{at:05d}\n" for at in range(count)]


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_make_each_contact_once(write):
    rows = "".join(f"N{at},+4420794{at:05d}\n" for at in range(300)) + "Without,\n"
    path = write("name,phone\n" + rows)
    start = threading.Barrier(2)

    def race(number):
        start.wait()
        run(path, errors=path.with_name(f"errors-{number}.csv"))
        connection.close()

    racers = [threading.Thread(target=race, args=(number,)) for number in range(2)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert Contact.objects.count() == 301
    assert PhoneNumber.objects.count() == 300
    assert ContactEvent.objects.count() == 301
