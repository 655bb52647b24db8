import json
import math
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StrictJsonParser(JSONParser):
    """JSON that means one thing: UTF-8, no name twice, no number or text that we couldn't answer.

    Django refuses bodies over DATA_UPLOAD_MAX_MEMORY_SIZE before this reads them.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002 - DRF passes it
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - DRF passes it
    ) -> Any:  # noqa: ANN401 - whatever JSON says
        try:
            parsed = json.loads(
                stream.read().decode("utf-8-sig"),
                object_pairs_hook=without_repetition,
                parse_float=finite,
                parse_constant=refuse_constant,
            )
            # A lone surrogate (\ud800) parses, and then neither PostgreSQL nor an answer takes it.
            json.dumps(parsed, ensure_ascii=False).encode()
        except RecursionError:
            raise ParseError("The JSON is nested too deeply.") from None
        except UnicodeError:
            raise ParseError("The JSON isn't UTF-8, or holds half of a character.") from None
        except ValueError as error:
            raise ParseError(f"The body isn't JSON: {error}.") from None
        return parsed


def without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return result


def finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("a number is too large")
    return value


def refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")
