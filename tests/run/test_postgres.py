import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_names_in_every_script_have_trigrams_and_lower_case():
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ÀЖ')")

        assert cursor.fetchone() == ("àж",)
