"""deploy/alerts.yml, docs/runbook.md and /metrics speak of the same things."""

import re
from pathlib import Path

import pytest
import yaml
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from callcrm.api.problems import PROBLEMS
from calls.models import StoreCheck
from calls.services.enqueue_processing import Queue

ROOT = Path(__file__).parent.parent
RULES = {
    rule["alert"]: rule
    for group in yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]
}
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text()
SECTIONS = {
    section.partition("\n")[0]: section
    for section in re.split(r"^## ", RUNBOOK, flags=re.MULTILINE)[1:]
}
MONITOR = (ROOT / "docs" / "how-to" / "monitor.md").read_text()


def anchor(heading: str) -> str:
    """As the forges make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def metrics_of(text: str) -> set[str]:
    return set(re.findall(r"\bcallcrm_\w+\b", text))


@pytest.fixture
def told(phone) -> set[str]:
    """The names of everything that /metrics says of a system in use."""
    StoreCheck.objects.create(objects_found=1, strays=0, missing=0, deleted=0, is_stopped=False)
    phone.upload()
    families = text_string_to_metric_families(Client().get("/metrics").content.decode())
    return {sample.name for family in families for sample in family.samples}


def test_there_are_at_most_eight_rules():
    assert 0 < len(RULES) <= 8


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_asks_for_metrics_that_there_are(told, rule):
    assert metrics_of(rule["expr"])
    assert metrics_of(rule["expr"]) <= told


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_leads_to_its_section(rule):
    page, _, section = rule["annotations"]["runbook_url"].partition("#")

    assert page == "docs/runbook.md"
    assert section in {anchor(heading) for heading in SECTIONS}
    assert rule["annotations"]["summary"].endswith(".")
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["expr"].count("(") == rule["expr"].count(")")


def test_each_section_has_its_rule():
    led_to = {rule["annotations"]["runbook_url"].partition("#")[2] for rule in RULES.values()}

    assert {anchor(heading) for heading in SECTIONS} == led_to


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_a_section_says_what_it_means_how_to_look_and_what_to_do(section):
    words = ["**It means**", "**Look:**", "**Do:**", "**Tried:**"]

    assert [word for word in words if word not in section] == []


def test_links_within_the_runbook_lead_somewhere():
    links = set(re.findall(r"\]\(#([\w-]+)\)", RUNBOOK))

    assert links <= {anchor(heading) for heading in SECTIONS}


def test_the_tests_that_the_runbook_names_are_there():
    named = re.findall(r"`(tests/[\w/.]+\.py)`", RUNBOOK)

    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_results_and_queues_that_rules_pick_are_there():
    expressions = " ".join(rule["expr"] for rule in RULES.values())
    results = re.findall(r'result=~"([\w|]+)"', expressions)
    queues = re.findall(r'queue=~"([\w|]+)"', expressions)

    assert {name for text in results for name in text.split("|")} <= {*PROBLEMS, "other"}
    assert {name for text in queues for name in text.split("|")} <= {str(each) for each in Queue}


def test_every_metric_of_ours_is_explained(told):
    ours = {name for name in told if name.startswith("callcrm_")} - {"callcrm_uploads_created"}

    assert ours <= metrics_of(MONITOR)
