from __future__ import annotations

from typing import TYPE_CHECKING

from av.audio.resampler import AudioResampler

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame


class Conformer:
    """Makes all frames of one form, the first one's: damaged streams change theirs on the way."""

    def __init__(self) -> None:
        self.form: tuple[int, str, str] | None = None
        self.resampled_form: tuple[int, str, str] | None = None
        self.resampler: AudioResampler | None = None

    def conform(self, frame: AudioFrame) -> list[AudioFrame]:
        """Raises FFmpegError for what can't be converted."""
        form = form_of(frame)
        self.form = self.form or form
        if form == self.form:
            return [frame]
        if form != self.resampled_form or self.resampler is None:
            rate, sample_format, layout = self.form
            self.resampler = AudioResampler(format=sample_format, layout=layout, rate=rate)
            self.resampled_form = form
        # Decoders' times leap where a file is damaged, and the resampler would fill the gaps.
        frame.pts = None
        return self.resampler.resample(frame)


def form_of(frame: AudioFrame) -> tuple[int, str, str]:
    """Rate, sample format and layout, in FFmpeg's names."""
    return frame.sample_rate, frame.format.name, frame.layout.name
