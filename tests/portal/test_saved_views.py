import pytest

from portal.models import SavedView
from tests.calls.made_calls import made_call, made_contact

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def mine(agent, client_of):
    return client_of(agent)


def saved(client, name="To call back", page="calls", query="reviewed=false"):
    return client.post("/v1/views", {"name": name, "page": page, "query": query}, JSON)


def test_a_view_is_kept_renamed_ordered_and_deleted(mine):
    first, second = saved(mine).json(), saved(mine, "Mine", query="?agent=me").json()

    renamed = mine.patch(f"/v1/views/{first['id']}", {"name": "Missed"}, JSON)
    ordered = mine.put("/v1/views/order", {"ids": [second["id"], first["id"]]}, JSON)
    deleted = mine.delete(f"/v1/views/{first['id']}")

    assert first == {
        "id": first["id"],
        "name": "To call back",
        "page": "calls",
        "query": "reviewed=false",
        "created_at": first["created_at"],
    }
    assert renamed.json() == {**first, "name": "Missed"}
    assert [view["name"] for view in ordered.json()["results"]] == ["Mine", "Missed"]
    assert deleted.status_code == 204
    assert mine.get("/v1/views").json() == {"results": [{**second, "query": "agent=me"}]}


def test_counts_are_those_of_the_lists_and_null_where_there_is_none(
    agent, colleague, mine, django_assert_num_queries
):
    made_call(agent)
    made_call(colleague)
    made_contact(company="Engines")
    saved(mine, "calls", query="reviewed=false&sort=x")
    saved(mine, "contacts", page="contacts", query="company=Engines")
    saved(mine, "reports", page="reports", query="")
    saved(mine, "unusable", query="outcome=Gone")
    saved(mine, "unknown", query="shoe_size=44")

    # Session, person, rights (two), views, two counts, and for an outcome one and the known names.
    with django_assert_num_queries(9):
        views = mine.get("/v1/views?count=true").json()["results"]

    assert {view["name"]: view["count"] for view in views} == {
        "calls": {"value": 1, "is_capped": False},
        "contacts": {"value": 1, "is_capped": False},
        "reports": None,
        "unusable": None,
        "unknown": None,
    }


def test_nobody_reaches_anothers_view(mine, manager, client_of):
    view = saved(mine).json()
    other = client_of(manager)

    assert other.get("/v1/views").json() == {"results": []}
    assert other.delete(f"/v1/views/{view['id']}").status_code == 404
    assert other.patch(f"/v1/views/{view['id']}", {"name": "x"}, JSON).status_code == 404
    assert SavedView.objects.get().name == "To call back"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "", "page": "calls"}, "name"),
        ({"name": "x" * 101, "page": "calls"}, "name"),
        ({"name": "To call back", "page": "calls"}, "name"),
        ({"name": "x", "page": "devices"}, "page"),
        ({"name": "x", "page": "calls", "query": "x" * 2001}, "query"),
        ({"name": "x", "page": "calls", "shared": True}, "shared"),
    ],
)
def test_a_view_that_cannot_be_kept_is_refused(mine, body, field):
    saved(mine)

    answer = mine.post("/v1/views", body, JSON)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert SavedView.objects.count() == 1


def test_there_are_thirty_at_most(agent, mine):
    SavedView.objects.bulk_create(
        SavedView(owner=agent, name=str(number), page="calls") for number in range(30)
    )

    assert saved(mine).json()["detail"] == "You have 30 views. Delete one first."


@pytest.mark.parametrize("ids", [[], ["01a202ae-d180-7689-89fa-044debba0471"], "all"])
def test_an_order_names_each_view_once(mine, ids):
    saved(mine)

    assert mine.put("/v1/views/order", {"ids": ids}, JSON).status_code == 400
