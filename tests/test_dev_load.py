"""./dev load: what it refuses comes back as a delivery that can be corrected."""

import pytest

from devtools import layout


@pytest.fixture(scope="module")
def load(tmp_path_factory, databases, odoo, addons_database):
    """Yield a function that delivers branches from a file and returns the answer."""
    name = layout.database_name("load")
    databases.clone(addons_database, name)
    answer = tmp_path_factory.mktemp("load") / "answer.txt"

    def load(path):
        odoo.script(
            name,
            "load_feed.py",
            BRANCH_FEED_KIND="branches",
            BRANCH_FEED_FILE=str(path),
            BRANCH_FEED_SOURCE="core",
            BRANCH_FEED_FULL="0",
            BRANCH_FEED_RESULT=str(answer),
        )
        return dict(line.split() for line in answer.read_text().splitlines()[:7])

    yield load
    databases.drop(name)


def test_corrected_rejects_are_taken(load, tmp_path):
    delivery = tmp_path / "branches.csv"
    delivery.write_text("code,name,tz\nB1,One,Asia/Shanghai\nB2,=Two,Mars/Crater\n")
    first = load(delivery)
    assert (first["created"], first["reject"]) == ("1", "1")
    rejects = tmp_path / "branches.csv.rejects.csv"
    text = rejects.read_text(encoding="utf-8-sig")
    assert text.startswith("code,name,tz,reject_row,reject_column,reject_reason")
    assert "'=Two" in text, "a spreadsheet would work the formula out"
    rejects.write_text(text.replace("Mars/Crater", "Asia/Tokyo"))
    second = load(rejects)
    assert (second["state"], second["created"], second["reject"]) == ("done", "1", "0")
