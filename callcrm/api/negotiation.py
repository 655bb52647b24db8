from collections.abc import Iterable

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class AlwaysJson(DefaultContentNegotiation):
    """Whatever Accept says, answers are JSON (or the audio itself).

    A player sends `Accept: audio/*`; DRF's own negotiation would answer 406 to it.
    """

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002 - DRF passes it
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002 - DRF passes it
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type or ""
