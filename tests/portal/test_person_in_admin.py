"""What a person's page in the admin tells a manager who answers for them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.models import User
from accounts.services.create_device import create_device
from calls.models import Listen
from tests.calls.made_calls import made_call, recorded_call


def page_of(browser, person):
    answer = browser.get(f"/admin/accounts/user/{person.pk}/change/")
    assert answer.status_code == 200
    return "".join(line.strip() for line in answer.content.decode().splitlines())


def row_of(*cells):
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


@pytest.fixture
def call(agent):
    now = timezone.now()
    made_call(agent, started_at=now - timedelta(days=3), disposition="no_answer")
    return recorded_call(agent, started_at=now, disposition="answered", duration_seconds=125)


def test_a_persons_page_tells_how_they_are_doing(client_of, manager, agent, colleague, call):
    made_call(colleague, started_at=timezone.now())

    page = page_of(client_of(manager), agent)

    # Calls, answered, not answered, talked, contacts, not reviewed, answered without a recording.
    assert row_of("Today", 1, 1, 0, "2 min", 0, 1, 0) in page
    assert row_of("7 days", 2, 1, 1, "2 min", 0, 2, 0) in page
    assert row_of("30 days", 2, 1, 1, "2 min", 0, 2, 0) in page
    assert f"/admin/calls/calllog/?agent={agent.username}" in page


def test_a_persons_page_tells_whether_their_phones_upload(client_of, manager, agent):
    create_device(user=agent, name="Pixel 8")

    page = page_of(client_of(manager), agent)

    assert "Pixel 8</a></td><td>Never seen; no upload yet.</td>" in page


def test_a_persons_page_tells_what_they_listened_to(client_of, manager, agent, call):
    Listen.objects.create(recording=call.recording, listener=manager, kind="play")

    page = page_of(client_of(manager), manager)

    assert f'<a href="/admin/calls/calllog/{call.pk}/change/">' in page
    assert f"/admin/calls/listen/?listener={manager.username}" in page


def test_a_persons_page_tells_nothing_of_calls_out_of_reach(client_of, supervisor, agent, call):
    Listen.objects.create(recording=call.recording, listener=agent, kind="play")
    User.objects.filter(pk=supervisor.pk).update(is_staff=True)
    supervisor.teams.clear()
    supervisor.user_permissions.set(Permission.objects.filter(codename="view_user"))

    page = page_of(client_of(supervisor), agent)

    assert row_of("30 days", 0, 0, 0, "0 min", 0, 0, 0) in page
    assert str(call.pk) not in page
    assert "Listened to" not in page
