"""Why there is no transcript yet. Each says it in a sentence that people read."""


class TranscriptionFault(Exception):
    """The server didn't do it; another try may help, and is counted."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ServerBusy(TranscriptionFault):
    """The server asks us to come later, or isn't there: no fault of this recording."""

    def __init__(self, sentence: str, *, retry_after_seconds: float = 0) -> None:
        super().__init__(sentence)
        self.retry_after_seconds = retry_after_seconds


class RecordingRefused(TranscriptionFault):
    """The server, or we, can't use this recording: another try would end the same."""
