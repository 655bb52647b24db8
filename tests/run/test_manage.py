import pytest

from manage import needs_database


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("migrate", True),
        ("runserver 8001", True),
        ("create_device --user agent", True),
        ("sweep_uploads", True),
        ("create_device --help", False),
        ("--version", False),
        ("help migrate", False),
        ("collectstatic --noinput", False),
        ("spectacular --file x.json", False),
        ("", False),
    ],
)
def test_postgresql_is_started_only_for_commands_that_need_it(command, expected):
    assert needs_database(command.split()) is expected
