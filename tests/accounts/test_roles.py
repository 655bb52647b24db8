from accounts.models import User
from accounts.roles import Role
from tests.cast import person


def test_the_role_gives_its_permissions_without_a_membership(agent, support):
    assert agent.has_perm("calls.upload_call")
    assert not agent.has_perm("calls.annotate_call")
    assert support.has_perm("calls.annotate_call")
    assert not support.groups.exists()


def test_a_new_role_counts_from_the_next_request_on(agent):
    assert not agent.has_perm("contacts.delete_contact")
    User.objects.filter(pk=agent.pk).update(role=Role.MANAGER)

    assert User.objects.get(pk=agent.pk).has_perm("contacts.delete_contact")


def test_a_deactivated_manager_may_do_nothing(manager):
    manager.is_active = False

    assert not manager.has_perm("calls.view_calllog")
    assert manager.reach is None


def test_a_superuser_may_do_all_without_a_role(db):
    root = person("root", "", is_superuser=True)

    assert root.has_perm("calls.listen_to_recording")


def test_a_stranger_may_do_nothing(stranger):
    assert stranger.get_all_permissions() == set()


def test_asking_for_many_permissions_takes_two_queries(support, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert support.has_perms(["calls.view_calllog", "calls.review_call", "calls.link_call"])
