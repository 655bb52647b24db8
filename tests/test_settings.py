"""A setting that can't be used stops the process with one sentence that says what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def start_with(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from callcrm import settings; print(settings.IS_DEMO)"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "http"}, 'Environment variable "PORT" invalid'),
        ({"PORT": "70000"}, "PORT is 70000; set a number from 1 to 65535."),
        ({"DEBUG": "perhaps"}, 'Environment variable "DEBUG" invalid'),
        ({"DATABASE_URL": "here"}, 'Environment variable "DATABASE_URL" invalid'),
        ({"DATABASE_URL": "mysql://a/b"}, "callcrm runs on PostgreSQL 15 or later"),
        ({"DATABASE_URL": "postgres://a/b", "CALLCRM_DEMO": "1"}, "set CALLCRM_DEMO=force"),
        ({"DEFAULT_PHONE_REGION": "UK"}, "set a country code such as GB or DE"),
        ({"MAX_UPLOAD_BYTES": "0"}, "set how many bytes one upload may have"),
        ({"VAR_DIR": "/proc/nowhere"}, "Set VAR_DIR to a folder of yours"),
    ],
)
def test_a_bad_value_is_refused_in_a_sentence(tmp_path, environment, sentence):
    started = start_with(tmp_path, **environment)

    assert started.returncode == 1
    assert sentence in started.stderr
    assert started.stderr.startswith("callcrm can't start: ")
    assert started.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("value", "is_demo"), [("", "False"), ("0", "False"), ("1", "True"), ("force", "True")]
)
def test_the_sample_data_is_wanted_or_not(tmp_path, value, is_demo):
    assert start_with(tmp_path, CALLCRM_DEMO=value).stdout.strip() == is_demo
