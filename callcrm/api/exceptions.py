"""What can go wrong, in the field's words. Knows nothing of HTTP: `problems.py` does."""

from typing import Any, ClassVar


class DomainError(Exception):
    """A use case refused, with a sentence that says what to do.

    `code` finds status, title and `retryable` in `callcrm.api.problems.PROBLEMS`. `field` names the
    input at fault, if one is; `extra` is added to the problem document as it is.
    `retry_after_seconds` tells a program when to come again.
    """

    code: ClassVar[str]

    def __init__(
        self,
        detail: str,
        *,
        field: str | None = None,
        retry_after_seconds: int | None = None,
        **extra: Any,  # noqa: ANN401 - whatever JSON takes
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.retry_after_seconds = retry_after_seconds
        self.extra = extra


class InvalidField(DomainError):
    """A value that can't be used, found after the request's shape was checked."""

    code = "invalid"


class NotFound(DomainError):
    """Nothing has this id, or the caller may not know of it: the two look the same."""

    code = "not_found"
