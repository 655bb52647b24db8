from calls.models.call_decision import CallDecision
from calls.models.call_log import CallLog, CallNote, Outcome
from calls.models.listening_position import ListeningPosition
from calls.models.recording import Listen, Recording, Waveform
from calls.models.special_numbers import ExcludedNumber, TeamPhoneNumber
from calls.models.store_check import StoreCheck
from calls.models.transcript import Transcript, TranscriptSegment
from calls.models.upload import Upload

__all__ = [
    "CallDecision",
    "CallLog",
    "CallNote",
    "ExcludedNumber",
    "Listen",
    "ListeningPosition",
    "Outcome",
    "Recording",
    "StoreCheck",
    "TeamPhoneNumber",
    "Transcript",
    "TranscriptSegment",
    "Upload",
    "Waveform",
]
