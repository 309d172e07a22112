"""./dev bench: what it refuses, and one job on a very small bank."""

import re

import pytest
from dev_checkout import Checkout

from devtools import layout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory, databases, addons_database):
    checkout = Checkout(tmp_path_factory.mktemp("bench"), layout.database_name("small"))
    template = checkout.copy_database(databases, addons_database, "addons")
    yield checkout
    databases.drop(template)


def test_bench_explains_itself(checkout):
    answer = checkout.dev("bench", "--help")
    assert answer.returncode == 0
    assert "usage: ./dev bench" in answer.stdout and "dispatch" in answer.stdout


@pytest.mark.parametrize(
    "words", [("--customers", "many"), ("--every-night",), ("due", "dew")]
)
def test_bench_refuses_what_it_does_not_know(checkout, words):
    answer = checkout.dev("bench", *words)
    assert answer.returncode == 2
    assert words[-1] in answer.stderr


def test_bench_measures_a_job_beside_its_rival(checkout, databases):
    answer = checkout.dev("bench", "--customers=100", "--repeat=1", "due")
    assert answer.returncode == 0, answer.stderr
    rows = re.findall(
        r"^\| (.+) \| [\d.]+ s \| [\d.]+ s \| [\d.]+ \|", answer.stdout, re.M
    )
    assert [re.sub(r"^\d+ ", "", row) for row in rows] == [
        "due touchpoints with reasons",
        "due touchpoints, a second run beside the first",
    ]
    assert databases.names(f"{checkout.prefix}_") == [f"{checkout.prefix}_addons"]
