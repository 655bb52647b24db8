from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import User
from calls.models import CallDecision, CallLog
from contacts.models import Contact
from portal.figures import beginning


def done_today(viewer: User) -> int:
    """How many cases this person has settled since midnight in their zone, taken together.

    Three counts of a day's rows in an index that begins with the person.
    """
    zone = ZoneInfo(viewer.time_zone)
    midnight = beginning(timezone.now().astimezone(zone).date(), zone)
    decisions = CallDecision.objects.filter(
        decided_by=viewer, created_at__gte=midnight, undone_at__isnull=True
    )
    # Moving a call that needed nothing settles nothing; deciding twice on one settles it once.
    settled = decisions.exclude(previous_reason="").order_by().values("call").distinct()
    reviewed = CallLog.objects.filter(reviewed_by=viewer, reviewed_at__gte=midnight)
    looked_at = Contact.objects.filter(reviewed_by=viewer, reviewed_at__gte=midnight)
    return sum(rows.order_by().count() for rows in (settled, reviewed, looked_at))
