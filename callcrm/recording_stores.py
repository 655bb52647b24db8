"""Where the recordings lie, as the environment says."""

import re
from pathlib import Path
from typing import Any

from environs import Env, EnvError

KINDS = ("file", "s3")
ADDRESSING_STYLES = ("auto", "path", "virtual")
CHECKSUMS = ("when_required", "when_supported")
BUCKET_NAME = re.compile(r"[A-Za-z0-9._-]{1,255}")
NEW = "NEW_"


def recording_stores(env: Env, *, var_dir: Path) -> dict[str, dict[str, Any]]:
    """Entries for STORAGES: "recordings"; and "recordings_new", to copy them to, if there is a
    NEW_RECORDINGS_STORE. Raises EnvError.
    """
    stores = {"recordings": recording_store(env, "", default=var_dir / "recordings")}
    if env.str(f"{NEW}RECORDINGS_STORE", ""):
        stores["recordings_new"] = recording_store(env, NEW, default=var_dir / "recordings-new")
    return stores


def recording_store(env: Env, prefix: str, *, default: Path) -> dict[str, Any]:
    if one_of(env, f"{prefix}RECORDINGS_STORE", KINDS) == "s3":
        return {"BACKEND": "calls.s3_storage.RecordingS3Storage", "OPTIONS": s3(env, prefix)}
    folder = Path(env.str(f"{prefix}RECORDINGS_DIR", "") or default).resolve()
    return {"BACKEND": "calls.storage.RecordingFileStorage", "OPTIONS": {"location": folder}}


def s3(env: Env, prefix: str) -> dict[str, Any]:
    bucket = env.str(f"{prefix}S3_BUCKET", "")
    if not bucket:
        raise EnvError(f"{prefix}RECORDINGS_STORE is s3; set {prefix}S3_BUCKET to a bucket's name.")
    if not BUCKET_NAME.fullmatch(bucket):
        raise EnvError(f"{prefix}S3_BUCKET is {bucket}, which can't be the name of a bucket.")
    endpoint = env.str(f"{prefix}S3_ENDPOINT_URL", "")
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise EnvError(f"{prefix}S3_ENDPOINT_URL must begin with https:// or http://.")
    key = env.str(f"{prefix}S3_ACCESS_KEY_ID", "")
    secret = env.str(f"{prefix}S3_SECRET_ACCESS_KEY", "")
    if bool(key) != bool(secret):
        raise EnvError(
            f"Set both {prefix}S3_ACCESS_KEY_ID and {prefix}S3_SECRET_ACCESS_KEY, or neither: "
            "then boto3 looks for credentials where it always does."
        )
    return {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": env.str(f"{prefix}S3_REGION", "") or None,
        "access_key": key or None,
        "secret_key": secret or None,
        "addressing_style": one_of(env, f"{prefix}S3_ADDRESSING_STYLE", ADDRESSING_STYLES),
        "checksums": one_of(env, f"{prefix}S3_CHECKSUMS", CHECKSUMS),
    }


def one_of(env: Env, name: str, choices: tuple[str, ...]) -> str:
    """The first is the default."""
    value = env.str(name, "") or choices[0]
    if value not in choices:
        raise EnvError(f"{name} is {value}; set {' or '.join(choices)}.")
    return value
