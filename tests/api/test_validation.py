import pytest

pytestmark = pytest.mark.urls("tests.api.urls")

ECHO = "/v1/test/echo"


def errors_of(answer) -> list[tuple[str, str]]:
    assert answer.status_code == 400, answer.content
    return [(error["field"], error["code"]) for error in answer.json()["errors"]]


def post(client, body, content_type="application/json"):
    return client.post(ECHO, body, content_type=content_type)


def test_what_was_checked_comes_back(client):
    answer = post(client, {"name": "Ada", "numbers": [{"e164": "+4420"}]})

    assert answer.json() == {"name": "Ada", "numbers": [{"e164": "+4420"}]}


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        pytest.param({"name": "A", "nmae": 1}, [("nmae", "unknown_field")], id="unknown"),
        pytest.param({"name": "A", "id": 1}, [("id", "read_only_field")], id="read-only"),
        pytest.param(
            {"nmae": 1, "id": 1, "name": ""},
            [("nmae", "unknown_field"), ("id", "read_only_field"), ("name", "blank")],
            id="all at once",
        ),
        pytest.param(
            {"name": "A", "numbers": [{"e164": "1"}, {"e164": "2", "lable": "x"}]},
            [("numbers.1.lable", "unknown_field")],
            id="unknown in a list",
        ),
        pytest.param(
            {"name": "A", "numbers": [{"lable": "x"}]},
            [("numbers.0.lable", "unknown_field"), ("numbers.0.e164", "required")],
            id="unknown in a list whose item is wrong as well",
        ),
        pytest.param(
            {"name": "A", "employer": {"e164": "1", "is_valid_number": True}},
            [("employer.is_valid_number", "read_only_field")],
            id="read-only in an object",
        ),
        pytest.param({"name": "A", "numbers": 7}, [("numbers", "not_a_list")], id="no list"),
        pytest.param({"name": "A" * 11}, [("name", "max_length")], id="too long"),
        pytest.param({"name": "A\x00"}, [("name", "null_characters_not_allowed")], id="NUL"),
        pytest.param({"": 1, "name": "A"}, [("", "unknown_field")], id="no name"),
    ],
)
def test_every_field_at_fault_is_named(client, body, errors):
    assert errors_of(post(client, body)) == errors


@pytest.mark.parametrize("body", ["[]", "7", '"text"', "null", "[[]]", '[{"name": "A"}]'])
def test_json_that_is_no_object_is_refused(client, body):
    answer = post(client, body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{", "isn't JSON"),
        ("", "isn't JSON"),
        ('{"name": "A",}', "isn't JSON"),
        ('{"age": NaN}', "NaN"),
        ('{"age": -Infinity}', "Infinity"),
        ('{"age": 1e999}', "too large"),
        ('{"age": ' + "9" * 5000 + "}", "isn't JSON"),
        ('{"name": "A", "name": "B"}', "twice"),
        ('{"name": "\\ud800"}', "half of a character"),
        ('{"\\udfff": 1}', "half of a character"),
        (b'{"name": "\xff"}', "UTF-8"),
        ('{"name": "A"}'.encode("utf-16"), "UTF-8"),
        ("[" * 100_000, "nested"),
        ('{"name":' * 100_000, "nested"),
    ],
)
def test_json_that_cannot_be_read_is_refused_with_a_reason(client, body, reason):
    answer = post(client, body or " ")

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_body")
    assert reason in answer.json()["detail"]


def test_json_over_one_mebibyte_is_refused_before_it_is_parsed(client):
    answer = post(client, '{"name": "' + "A" * 1024 * 1024 + '"}')

    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_large")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "x", ""]
)
def test_a_body_of_another_type_is_refused(client, content_type):
    answer = post(client, '{"name": "A"}', content_type=content_type)

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_a_missing_body_is_an_empty_one(client):
    assert errors_of(client.generic("POST", ECHO)) == [("name", "required")]


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("serach=x", [("serach", "unknown_parameter")]),
        ("limit=1&limit=2", [("limit", "repeated_parameter")]),
        ("search=a%00b", [("search", "null_characters")]),
        ("%00=1", [("\x00", "unknown_parameter")]),
        ("a%FFb", [("a�b", "unknown_parameter")]),
        ("=", [("", "unknown_parameter")]),
    ],
)
def test_parameters_that_would_be_overlooked_are_refused(client, query, errors):
    assert errors_of(client.get(f"/v1/test/pages?{query}")) == errors


@pytest.mark.django_db
@pytest.mark.parametrize(
    "search", ["%FF", "%ED%A0%80", "%", "[", "%F0%9F%98%80", "%E2%80%AE", "é", "]%5B//:@?"]
)
def test_odd_bytes_in_a_query_are_no_error(client, search):
    assert client.get(f"/v1/test/pages?search={search}").status_code == 200
