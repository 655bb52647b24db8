import hashlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import IO, Any, cast
from urllib.parse import urlsplit

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.response import StreamingBody
from django.core.files import File
from storages.backends.s3 import S3Storage

from calls.object_reader import ObjectReader
from calls.s3_faults import fault_of_answer, fault_of_connection, is_not_found
from calls.storage import MEBIBYTE, deadline_seconds
from calls.timed_reader import TimedReader

CONNECT_SECONDS = 3
READ_SECONDS = 5
# Each thread of a web process may be storing or serving one.
POOL_CONNECTIONS = 64
# nginx follows at once; nobody else ever has it.
INTERNAL_LINK_SECONDS = 60


class RecordingS3Storage(S3Storage):  # type: ignore[misc]  # django-storages has no types
    """The recordings in S3, or in what speaks S3. What `save` returned from is in the bucket.

    A name is used as it is and an object of the same name is replaced whole. The store is told the
    SHA-256 and refuses other bytes. One attempt: the phone tries again, not we. Raises StoreFault,
    and FileNotFoundError for an object that isn't there.
    """

    def __init__(self, *, checksums: str = "when_required", **options: Any) -> None:  # noqa: ANN401
        super().__init__(
            **options,
            file_overwrite=True,
            client_config=Config(
                signature_version="s3v4",
                s3={"addressing_style": options.get("addressing_style") or "auto"},
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                retries={"total_max_attempts": 1, "mode": "standard"},
                max_pool_connections=POOL_CONNECTIONS,
                # Not every store that speaks S3 knows the checksums that boto3 adds by default.
                request_checksum_calculation=checksums,
                response_checksum_validation=checksums,
            ),
        )

    @cached_property
    def client(self) -> Any:  # noqa: ANN401 - boto3 makes the class at run time
        """One for all threads, where the superclass makes one for each: it has some megabytes."""
        return self._create_session().client(
            "s3",
            region_name=self.region_name,
            endpoint_url=self.endpoint_url,
            config=self.client_config,
        )

    def _save(self, name: str, content: "File[bytes]") -> str:
        sha256 = getattr(content, "sha256", "") or digest_of(content)
        content.seek(0)
        with self.faults_told():
            self.client.put_object(
                **self.address(name),
                Body=TimedReader(content, seconds=deadline_seconds(content.size)),
                ContentLength=content.size,
                ContentType="application/octet-stream",
                ChecksumSHA256=b64encode(bytes.fromhex(sha256)).decode(),
            )
        return name

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        if mode != "rb":
            raise ValueError(f"A recording is written by save, as a whole; not opened as {mode}.")

        def fetch(first: int, last: int) -> StreamingBody:
            answer = self.client.get_object(**self.address(name), Range=f"bytes={first}-{last}")
            return answer["Body"]

        reader = ObjectReader(fetch, size=self.size(name), faults_told=self.faults_told)
        return File(cast("IO[bytes]", reader), name)

    def delete(self, name: str) -> None:
        with self.faults_told():
            self.client.delete_object(**self.address(name))

    def exists(self, name: str) -> bool:
        try:
            self.head(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        size: int = self.head(name)["ContentLength"]
        return size

    def get_modified_time(self, name: str) -> datetime:
        modified_at: datetime = self.head(name)["LastModified"]
        return modified_at

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Folders and names; no more than a page of a thousand is in memory beside the answer."""
        prefix = f"{path}/" if path else ""
        folders: list[str] = []
        names: list[str] = []
        with self.faults_told():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket_name, Prefix=prefix, Delimiter="/"
            )
            for page in pages:
                folders += [
                    each["Prefix"][len(prefix) : -1] for each in page.get("CommonPrefixes", ())
                ]
                names += [each["Key"].removeprefix(prefix) for each in page.get("Contents", ())]
        return folders, names

    def url(self, *_: object, **__: object) -> str:
        raise NotImplementedError("No link to the store leaves callcrm.")

    def internal_link(self, name: str, *, content_type: str) -> str:
        """The path and query of a signed link, for nginx to follow; the host stands in its
        configuration.
        """
        parameters = {**self.address(name), "ResponseContentType": content_type}
        with self.faults_told():
            link: str = self.client.generate_presigned_url(
                "get_object", Params=parameters, ExpiresIn=INTERNAL_LINK_SECONDS
            )
        parts = urlsplit(link)
        return f"{parts.path}?{parts.query}"

    def address(self, name: str) -> dict[str, str]:
        return {"Bucket": self.bucket_name, "Key": name}

    def head(self, name: str) -> dict[str, Any]:
        with self.faults_told():
            try:
                facts: dict[str, Any] = self.client.head_object(**self.address(name))
            except ClientError as error:
                if not is_not_found(error):
                    raise
                # Without a body, a bucket that isn't there looks like an object that isn't.
                self.client.head_bucket(Bucket=self.bucket_name)
                raise FileNotFoundError(f"{name} is not in the bucket") from error
        return facts

    @contextmanager
    def faults_told(self) -> Iterator[None]:
        where = f"bucket {self.bucket_name} at {self.endpoint_url or 'Amazon'}"
        try:
            yield
        except ClientError as error:
            raise fault_of_answer(error, where=where) from error
        except BotoCoreError as error:
            raise fault_of_connection(error, where=where) from error


def digest_of(content: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in content.chunks(MEBIBYTE):
        digest.update(chunk)
    return digest.hexdigest()
