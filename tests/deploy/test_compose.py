import re
import tomllib
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT: Path = settings.BASE_DIR
TEXT = (ROOT / "compose.yaml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
OURS = ("web", "worker", "migrate")
SECRET = re.compile("KEY|PASSWORD|SECRET|TOKEN")


def settings_of(service: dict) -> dict[str, str]:
    return {name: str(value) for name, value in service.get("environment", {}).items()}


def test_the_services_are_those_of_the_install_page():
    page = (ROOT / "docs/how-to/install.md").read_text()

    assert set(SERVICES) == {"nginx", "web", "worker", "migrate", "postgres", "store"}
    for name in SERVICES:
        assert f"`{name}`" in page


def test_nothing_starts_while_a_secret_is_missing():
    """No secret has a value or a default in the file; each is demanded, with how to make it."""
    used = {
        name
        for service in SERVICES.values()
        for setting, value in settings_of(service).items()
        if SECRET.search(setting) or setting == "DATABASE_URL"
        for name in re.findall(r"\$\{(\w+)", value) or [f"{setting} has a value: {value}"]
    } - {"CALLCRM_HOST"}

    demanded = set(re.findall(r"\$\{(\w+):\?set \1 in \.env", TEXT))

    assert used
    assert used <= demanded


def test_no_variable_has_a_default_that_somebody_could_overlook():
    defaults = dict(re.findall(r"\$\{(\w+):-(.*?)\}", TEXT))

    assert defaults == {"CALLCRM_VERSION": "latest", "DEFAULT_PHONE_REGION": ""}


def test_the_install_page_sets_all_that_is_demanded():
    page = (ROOT / "docs/how-to/install.md").read_text()

    for name in set(re.findall(r"\$\{(\w+):\?", TEXT)):
        assert re.search(rf"^\s*{name}=", page, re.MULTILINE), name


@pytest.mark.parametrize("name", OURS)
def test_our_settings_are_ones_that_callcrm_reads(name):
    source = "\n".join(
        (ROOT / path).read_text() for path in ("callcrm/settings.py", "callcrm/recording_stores.py")
    )

    for setting in settings_of(SERVICES[name]):
        assert f'"{setting}"' in source or f'}}{setting}"' in source, setting


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_runs_on_a_read_only_root(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_each_service_comes_back_after_a_crash(name):
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_the_database_is_migrated_once_before_anything_serves():
    assert SERVICES["migrate"]["restart"] == "no"
    for name in ("web", "worker"):
        waits = SERVICES[name]["depends_on"]["migrate"]
        assert waits == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_only_nginx_is_reached_from_outside():
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name, service in SERVICES.items():
        assert ("ports" in service, "outside" in service["networks"]) == ((name == "nginx"),) * 2


def test_whoever_is_waited_for_until_healthy_has_a_check():
    for service in SERVICES.values():
        for name, waits in service.get("depends_on", {}).items():
            if waits["condition"] == "service_healthy" and name != "web":  # the image has one
                assert "test" in SERVICES[name]["healthcheck"]


def test_every_volume_is_declared_and_every_mounted_file_is_there():
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            if source.startswith("./"):
                assert (ROOT / source).is_file(), source
            elif not source.startswith("$"):
                assert source in COMPOSE["volumes"]


def test_nginx_gets_every_value_that_its_template_asks_for():
    template = (ROOT / "deploy/nginx/callcrm.conf.template").read_text()

    given = {name for name in SERVICES["nginx"]["environment"] if name.startswith("CALLCRM_")}

    assert set(re.findall(r"\$\{(\w+)\}", template)) == given


def test_the_store_keeps_what_it_acknowledged():
    garage = tomllib.loads((ROOT / "deploy/garage.toml").read_text())

    assert garage["data_fsync"] is True
    assert garage["metadata_fsync"] is True
    assert garage["s3_api"]["s3_region"] == SERVICES["web"]["environment"]["S3_REGION"]
    assert not SECRET.search("".join(garage).upper())


def test_prometheus_is_let_in_as_the_monitoring_page_says():
    page = (ROOT / "docs/how-to/monitor.md").read_text()
    web = SERVICES["web"]["environment"]

    assert "`web:8000`" in page
    assert "web" in web["ALLOWED_HOSTS"].split(",")
    assert re.fullmatch(r"\$\{METRICS_TOKEN:\?.+\}", web["METRICS_TOKEN"])
    assert "METRICS_TOKEN" in page
    assert "name: callcrm_inside" in page
