import logging
import re

QUERY_STRING = re.compile(r"\?.*?(?= HTTP/[0-9.]+$|$)")


class WithoutQueryString(logging.Filter):
    """Cuts the request lines of `runserver`: searches hold customers' numbers and names."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple) and record.args and isinstance(record.args[0], str):
            record.args = (QUERY_STRING.sub("", record.args[0]), *record.args[1:])
        return True
