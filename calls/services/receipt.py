from dataclasses import dataclass
from uuid import UUID

from callcrm.api.exceptions import DomainError
from calls.services.incoming_call import UploadWarning

PRIVATE_NUMBER = UploadWarning(
    code="private_number",
    field="phone_number",
    message="The number is private: neither it nor the audio was kept. Delete your copy.",
)


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """The call that an upload became. `is_new`: this request made it.

    `is_contact_created`: whether the upload, when it first came, made the contact.
    """

    call_id: UUID
    is_new: bool = False
    is_contact_created: bool = False
    warnings: tuple[UploadWarning, ...] = ()


class CallDeleted(DomainError):
    """The upload was received once, and its call was deleted since."""

    code = "call_deleted"

    def __init__(self) -> None:
        super().__init__("This call was received and deleted since. Delete your copy.")
