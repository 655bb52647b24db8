"""Where recordings lie: each bad value gets a sentence that says what to set."""

from pathlib import Path

import pytest
from environs import Env, EnvError

from callcrm.recording_stores import recording_stores

S3 = {"RECORDINGS_STORE": "s3", "S3_BUCKET": "calls"}


def stores(monkeypatch, environment):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return recording_stores(Env(), var_dir=Path("/var/lib/callcrm"))


def test_files_in_var_dir_unless_told_otherwise(monkeypatch):
    assert stores(monkeypatch, {}) == {
        "recordings": {
            "BACKEND": "calls.storage.RecordingFileStorage",
            "OPTIONS": {"location": Path("/var/lib/callcrm/recordings")},
        }
    }


def test_s3_with_boto3s_own_credentials(monkeypatch):
    assert stores(monkeypatch, S3)["recordings"] == {
        "BACKEND": "calls.s3_storage.RecordingS3Storage",
        "OPTIONS": {
            "bucket_name": "calls",
            "endpoint_url": None,
            "region_name": None,
            "access_key": None,
            "secret_key": None,
            "addressing_style": "auto",
            "checksums": "when_required",
        },
    }


def test_a_new_store_beside_the_old(monkeypatch):
    new = {"NEW_RECORDINGS_STORE": "file", "NEW_RECORDINGS_DIR": "/mnt/calls"}

    made = stores(monkeypatch, {**S3, **new})

    assert made["recordings"]["OPTIONS"]["bucket_name"] == "calls"
    assert made["recordings_new"]["OPTIONS"] == {"location": Path("/mnt/calls")}


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"RECORDINGS_STORE": "s4"}, "RECORDINGS_STORE is s4; set file or s3."),
        ({"RECORDINGS_STORE": "s3"}, "set S3_BUCKET to a bucket's name"),
        ({**S3, "S3_BUCKET": "my calls"}, "can't be the name of a bucket"),
        ({**S3, "S3_ENDPOINT_URL": "s3.example.com"}, "must begin with https://"),
        ({**S3, "S3_ACCESS_KEY_ID": "AK"}, "Set both S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY"),
        ({**S3, "S3_ADDRESSING_STYLE": "host"}, "set auto or path or virtual"),
        ({**S3, "S3_CHECKSUMS": "never"}, "set when_required or when_supported"),
        ({"NEW_RECORDINGS_STORE": "s3"}, "NEW_RECORDINGS_STORE is s3; set NEW_S3_BUCKET"),
    ],
)
def test_a_bad_value_is_refused_in_a_sentence(monkeypatch, environment, sentence):
    with pytest.raises(EnvError, match=sentence):
        stores(monkeypatch, environment)
