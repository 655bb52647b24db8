from callcrm.run.secret_key import read_or_make_secret_key


def test_the_secret_key_is_made_once_and_is_private(tmp_path):
    first = read_or_make_secret_key(tmp_path / "var")
    second = read_or_make_secret_key(tmp_path / "var")

    assert first == second
    assert len(first) >= 50
    assert (tmp_path / "var/secret_key").stat().st_mode & 0o777 == 0o600


def test_those_who_look_in_from_outside_see_nothing(tmp_path):
    read_or_make_secret_key(tmp_path / "var")

    assert (tmp_path / "var").stat().st_mode & 0o066 == 0
