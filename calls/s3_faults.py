"""What went wrong between us and an S3 store, in a sentence for whoever runs callcrm."""

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
)
from botocore.exceptions import (
    ConnectionError as NotConnected,
)

from calls.storage import StoreFault

NO_BUCKET = "doesn't exist: create it, or correct S3_BUCKET (NEW_S3_BUCKET of a new store)"
RIGHTS = "s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject"
DENIED = f"denies access: its key needs {RIGHTS}"
DENIED_OR_UNKNOWN = (
    "denies access: S3_ACCESS_KEY_ID or S3_SECRET_ACCESS_KEY is wrong, or the key lacks one of "
    f"{RIGHTS}"
)
UNKNOWN_KEY = "doesn't know the access key: correct S3_ACCESS_KEY_ID"
BAD_SECRET = "refuses the signature: correct S3_SECRET_ACCESS_KEY"  # noqa: S105 - a sentence
BAD_CLOCK = "says that this machine's clock is wrong: set the clock"
BAD_REGION = "is in another region: correct S3_REGION or S3_ENDPOINT_URL"
ALTERED = "refused the bytes, which were altered on their way"
NO_CREDENTIALS = "was sent nothing, for want of a key: set S3_ACCESS_KEY_ID and its secret"
OVERLOADED = "is overloaded or failing"

# HEAD is answered without a body: then the code is the number.
SENTENCES = {
    "NoSuchBucket": NO_BUCKET,
    "404": NO_BUCKET,
    "AccessDenied": DENIED,
    "AllAccessDisabled": DENIED,
    "403": DENIED_OR_UNKNOWN,
    "InvalidAccessKeyId": UNKNOWN_KEY,
    "SignatureDoesNotMatch": BAD_SECRET,
    "RequestTimeTooSkewed": BAD_CLOCK,
    "AuthorizationHeaderMalformed": BAD_REGION,
    "PermanentRedirect": BAD_REGION,
    "301": BAD_REGION,
    "BadDigest": ALTERED,
    "XAmzContentSHA256Mismatch": ALTERED,
    "InternalError": OVERLOADED,
    "SlowDown": OVERLOADED,
    "ServiceUnavailable": OVERLOADED,
    "500": OVERLOADED,
    "503": OVERLOADED,
}


def is_not_found(error: ClientError) -> bool:
    return bool(error.response["Error"]["Code"] in {"404", "NoSuchKey"})


def fault_of_answer(error: ClientError, *, where: str) -> OSError:
    code = error.response["Error"]["Code"]
    if code == "NoSuchKey":
        return FileNotFoundError(f"the object is not in the {where}")
    # The store's own words may repeat what was sent to it, so only its code is told.
    return StoreFault(f"The {where} {SENTENCES.get(code, 'refused')} ({code}).")


def fault_of_connection(error: BotoCoreError, *, where: str) -> StoreFault:
    if isinstance(error, NoCredentialsError | PartialCredentialsError):
        return StoreFault(f"The {where} {NO_CREDENTIALS}.")
    if isinstance(error, NotConnected | HTTPClientError):
        return StoreFault(f"The {where} isn't answering ({type(error).__name__}).")
    return StoreFault(f"The {where} can't be used ({type(error).__name__}: {error}).")
