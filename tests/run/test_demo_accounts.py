import pytest

from accounts.models import Team, User
from callcrm.run.demo_accounts import PEOPLE, ensure_accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick_hashes(settings):
    """Six of the real ones take two seconds."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_each_role_and_an_admin_get_an_account_that_its_password_opens(tmp_path):
    passwords = ensure_accounts(tmp_path / "demo_accounts.json")

    people = User.objects.in_bulk(PEOPLE, field_name="username")
    assert people.keys() == passwords.keys() == set(PEOPLE)
    assert all(people[name].check_password(password) for name, password in passwords.items())
    assert [name for name, person in people.items() if person.is_superuser] == ["admin"]


def test_support_and_supervisor_work_on_the_sample_teams(quick_hashes, tmp_path):
    ensure_accounts(tmp_path / "demo_accounts.json")

    assert {
        person.username: person.teams.count()
        for person in User.objects.filter(teams__isnull=False).distinct()
    } == {"support": 2, "supervisor": 2}


def test_a_second_time_nothing_changes(quick_hashes, tmp_path):
    first = ensure_accounts(tmp_path / "demo_accounts.json")
    User.objects.filter(username="agent").update(first_name="Renamed")
    second = ensure_accounts(tmp_path / "demo_accounts.json")

    assert first == second
    assert User.objects.get(username="agent").first_name == "Renamed"
    assert (User.objects.count(), Team.objects.count()) == (len(PEOPLE), 2)


def test_passwords_differ_from_one_installation_to_the_next(quick_hashes, tmp_path):
    first = ensure_accounts(tmp_path / "one.json")
    User.objects.all().delete()
    second = ensure_accounts(tmp_path / "two.json")

    assert not set(first.values()) & set(second.values())
    assert (tmp_path / "one.json").stat().st_mode & 0o777 == 0o600
