"""The image can't be built by the tests; what its lines rely on can be looked at."""

import json
import re
import tomllib
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

from django.conf import settings

ROOT: Path = settings.BASE_DIR
# Each instruction is one line, with its keyword apart.
INSTRUCTIONS = [
    tuple(line.strip().split(maxsplit=1))
    for line in re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text()).splitlines()
    if line.strip() and not line.startswith("#")
]
STAGES = [index for index, (keyword, _) in enumerate(INSTRUCTIONS) if keyword == "FROM"]
RUNTIME = INSTRUCTIONS[STAGES[-1] :]


def last(keyword: str) -> str:
    return [rest for name, rest in RUNTIME if name == keyword][-1]


def test_it_runs_as_a_user_of_its_own():
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", last("USER"))


def test_packages_are_installed_by_their_hashes():
    (installing,) = [rest for _, rest in INSTRUCTIONS if "pip sync" in rest]

    assert "--require-hashes requirements.txt" in installing
    assert (ROOT / "requirements.txt").read_text().count("--hash=sha256:") > 100


def test_uv_is_the_version_that_make_uses():
    makefile = (ROOT / "Makefile").read_text()
    version = re.search(r"^UV_VERSION := (\S+)$", makefile, re.MULTILINE)

    copied = [
        rest for keyword, rest in INSTRUCTIONS if keyword == "COPY" and "astral-sh/uv" in rest
    ]

    assert copied == [f"--from=ghcr.io/astral-sh/uv:{version[1]} /uv /usr/local/bin/uv"]


def test_python_is_one_that_the_project_allows():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    images = {rest.split()[0] for keyword, rest in INSTRUCTIONS if keyword == "FROM"}

    assert project["requires-python"] == ">=3.11,<3.14"
    assert len(images) == 1
    assert 11 <= int(re.fullmatch(r"python:3\.(\d+)-slim-\w+", images.pop())[1]) < 14


def test_no_secret_is_in_the_image():
    set_there = " ".join(rest for keyword, rest in RUNTIME if keyword in ("ENV", "ARG"))

    assert not re.search("SECRET|PASSWORD|TOKEN|DATABASE_URL", set_there)


def test_what_is_started_is_there():
    program, option, config = json.loads(last("CMD"))

    assert (program, option) == ("gunicorn", "--config")
    module = import_module(config.removeprefix("python:"))
    assert module.wsgi_app == "callcrm.wsgi"


def test_only_what_runs_goes_into_the_image():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    allowed = {rule[1:] for rule in rules if rule.startswith("!")}

    assert rules[0] == "*"
    assert all((ROOT / name).exists() for name in allowed)
    # Every package that the application is made of; no data, no tests, no benchmarks.
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert packages <= allowed
    for name in ("var", ".env", "tests", ".git", ".venv", "docs"):
        assert not any(fnmatch(name, rule) for rule in allowed), name
