from accounts.models import User
from accounts.people import naming
from accounts.roles import Reach
from callcrm.api.exceptions import DomainError, InvalidField

UPLOAD_PERMISSION = "calls.upload_call"


class MayNotUploadFor(DomainError):
    """Whoever doesn't see somebody's calls makes none for them."""

    code = "permission_denied"


def agent_of_upload(*, uploader: User, named: str) -> User:
    """Whose call an upload is: the uploader's, or that of somebody whose calls the uploader sees.

    `named`: an id or a username; empty: nobody was named. Raises InvalidField and MayNotUploadFor.
    """
    if not named:
        return uploader
    agent = User.objects.select_related("team").filter(naming(named)).first()
    if agent == uploader:
        return uploader
    if agent is None:
        raise InvalidField("Nobody has this id or username.", field="agent")
    if not sees_calls_of(agent, viewer=uploader):
        raise MayNotUploadFor(
            "You may upload calls of your own and of people whose calls you see.", field="agent"
        )
    if not agent.has_perm(UPLOAD_PERMISSION):
        raise InvalidField("This person may not have calls: see their role.", field="agent")
    return agent


def sees_calls_of(agent: User, *, viewer: User) -> bool:
    """Of calls that are made now: earlier ones stay with the team of their time."""
    if viewer.reach == Reach.NAMED_TEAMS:
        return agent.team in viewer.teams.all()
    return viewer.reach == Reach.ALL
