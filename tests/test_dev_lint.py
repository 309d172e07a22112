"""The project's own checks: words and translations."""

from pathlib import Path

import polib
import pytest

from devtools import layout, words
from devtools.scripts import check_translations, merge_translations


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A repository of one file, written by the test."""
    monkeypatch.setattr(layout, "ROOT", tmp_path)
    path = Path("branch_relationship", "models", "thing.py")
    (tmp_path / path).parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize(
    "line",
    ["_sql_" + "constraints = []", "self._" + "cr.execute(q)", "<tr" + "ee/>"],
)
def test_outdated_words_are_found(checkout, line):
    (layout.ROOT / checkout).write_text(f"import odoo\n{line}\n")
    (found,) = words.outdated([checkout])
    assert found.startswith(f"{checkout}:2: ")


def test_todays_words_pass(checkout):
    (layout.ROOT / checkout).write_text("self.env.cr\n_read_" + "group()\n<list/>\n")
    assert words.outdated([checkout]) == []


def test_registries_are_found_anywhere(checkout):
    (layout.ROOT / checkout).write_text("pip install -i https://pypi." + "org/simple\n")
    (found,) = words.registries([checkout])
    assert "package registry" in found


def test_pictures_are_left_alone(checkout):
    (layout.ROOT / checkout).write_bytes(b"\x89PNG\xff")
    assert words.registries([checkout]) == []


def entry(msgid, msgstr="", **values):
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **values)


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (entry("Customer"), "not translated"),
        (entry("Customer", "客户", flags=["fuzzy"]), "fuzzy"),
        (entry("%(name)s is due", "到期"), "placeholders differ"),
        (entry("<b>Due</b>", "到期"), "placeholders differ"),
    ],
)
def test_catalogue_problems_are_found(bad, problem):
    (found,) = check_translations.problems([entry("Segment", "分层"), bad])
    assert found.startswith(problem)


def test_placeholders_may_change_places():
    good = entry("%(name)s owes %(amount)s", "欠款 %(amount)s：%(name)s")
    assert list(check_translations.problems([good])) == []


def test_merge_keeps_translations_and_drops_what_is_gone():
    template = polib.POFile()
    template.metadata = {"Project-Id-Version": "Odoo"}
    template += [entry("Customer"), entry("Segment")]
    translated = polib.POFile()
    translated += [entry("Customer", "客户"), entry("Gone", "消失")]
    result = merge_translations.merged(template, translated, "zh_CN")
    assert {item.msgid: item.msgstr for item in result} == {
        "Customer": "客户",
        "Segment": "",
    }
    assert result.metadata["Language"] == "zh_CN"
