"""AWS Signature Version 4, as the store checks it: from the specification, not from boto's code."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote

ALGORITHM = "AWS4-HMAC-SHA256"
MAX_SKEW = timedelta(minutes=15)
AUTHORIZATION = re.compile(
    rf"{ALGORITHM} Credential=(?P<credential>[^,]+), ?SignedHeaders=(?P<headers>[^,]+), ?"
    r"Signature=(?P<signature>[0-9a-f]{64})"
)


class Refused(Exception):
    """The store's code for it, and its status."""

    def __init__(self, code: str, status: int = 403) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass(frozen=True)
class Keys:
    access_key: str
    secret_key: str
    region: str


@dataclass(frozen=True)
class Signed:
    """A request as it came over the wire; header names are lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]


def check_signature(request: Signed, keys: Keys, *, now: datetime) -> None:
    """Raises Refused."""
    query = dict(parse_qsl(request.query, keep_blank_values=True))
    if "X-Amz-Signature" in query:
        check_expiry(query, now=now)
        credential, signed_headers = query["X-Amz-Credential"], query["X-Amz-SignedHeaders"]
        signature, at, payload = (
            query["X-Amz-Signature"],
            query["X-Amz-Date"],
            "UNSIGNED-PAYLOAD",
        )
    else:
        match = AUTHORIZATION.fullmatch(request.headers.get("authorization", ""))
        if not match:
            raise Refused("AccessDenied")
        credential, signed_headers, signature = match["credential"], match["headers"], match[3]
        at, payload = request.headers["x-amz-date"], request.headers["x-amz-content-sha256"]
        if abs(now - read_time(at)) > MAX_SKEW:
            raise Refused("RequestTimeTooSkewed")
        unsigned = {name for name in request.headers if name.startswith("x-amz-")}
        if unsigned - set(signed_headers.split(";")):
            raise Refused("AccessDenied")
    access_key, _, scope = credential.partition("/")
    if access_key != keys.access_key:
        raise Refused("InvalidAccessKeyId")
    if scope != f"{at[:8]}/{keys.region}/s3/aws4_request":
        raise Refused("AuthorizationHeaderMalformed", 400)
    if "host" not in signed_headers.split(";"):
        raise Refused("AccessDenied")
    canonical = canonical_request(request, signed_headers, payload)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    expected = sign(keys, scope, f"{ALGORITHM}\n{at}\n{scope}\n{digest}")
    if not hmac.compare_digest(expected, signature):
        raise Refused("SignatureDoesNotMatch")


def check_expiry(query: Mapping[str, str], *, now: datetime) -> None:
    made_at = read_time(query["X-Amz-Date"])
    if not made_at - MAX_SKEW <= now <= made_at + timedelta(seconds=int(query["X-Amz-Expires"])):
        raise Refused("AccessDenied")


def read_time(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def canonical_request(request: Signed, signed_headers: str, payload: str) -> str:
    pairs = sorted(
        (quote(name, safe="-_.~"), quote(value, safe="-_.~"))
        for name, value in parse_qsl(request.query, keep_blank_values=True)
        if name != "X-Amz-Signature"
    )
    headers = [
        f"{name}:{' '.join(request.headers.get(name, '').split())}"
        for name in signed_headers.split(";")
    ]
    return "\n".join(
        [
            request.method,
            request.path,
            "&".join(f"{name}={value}" for name, value in pairs),
            *headers,
            "",
            signed_headers,
            payload,
        ]
    )


def sign(keys: Keys, scope: str, text: str) -> str:
    key = f"AWS4{keys.secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), "sha256").digest()
    return hmac.new(key, text.encode(), "sha256").hexdigest()
