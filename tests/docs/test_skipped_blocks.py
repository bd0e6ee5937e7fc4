"""The blocks that pages show and do not run where they stand run here, as what they say they need."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from distributed import LocalCluster
from pyarrow import dataset

import peacetalks as pt
from peacetalks import scale

DOCS = Path(__file__).parents[2] / "docs"
SKIPPED = re.compile(r"<!-- skip: next -->\s*```python\n(.*?)```", re.DOTALL)
KIND, CLUSTER = "howto/add-a-kind.md", "howto/fold-many-streams.md"
WALK = "explanation/architecture.md"
"""Its block is run by ``test_architecture_page.py``, which compares its calls with the page; the
second block of KIND, by ``test_add_a_kind.py``, in a copy of the tree.
"""


def blocks(page):
    text = (DOCS / page).read_text("utf-8")
    return re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def skipped(page):
    """Return the first block of a page that is left out."""
    return SKIPPED.findall((DOCS / page).read_text("utf-8"))[0]


def test_no_other_block_is_left_out():
    pages = {str(page.relative_to(DOCS)): page.read_text("utf-8") for page in DOCS.rglob("*.md")}
    found = {name: text.count("<!-- skip") for name, text in pages.items() if "<!-- skip" in text}
    assert found == {KIND: 2, CLUSTER: 1, WALK: 1}


def test_a_kind_that_stands_in_a_file_of_its_own_keeps_the_laws_of_kinds(tmp_path):
    (tmp_path / "summits.py").write_text(blocks(KIND)[0])
    ran = subprocess.run(
        [sys.executable, "-c", skipped(KIND)],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.engines
def test_a_script_on_a_cluster_folds_what_lies_in_a_shared_folder(tmp_path):
    (tmp_path / "events").mkdir()
    talks = pt.simulate(1, 400, negotiations=20)
    scale.write_events(talks.feed(), tmp_path / "events" / "a.parquet")
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        script = skipped(CLUSTER).replace("tcp://scheduler:8786", cluster.scheduler_address)
        told = {"scale": scale}
        exec(script.replace("/shared", str(tmp_path)), told)  # noqa: S102 # the page's own lines
        told["client"].close()
    found = scale.fold_streams(talks, to=tmp_path / "here").table().to_pylist()
    rows = dataset.dataset(tmp_path / "run" / "results").to_table().to_pylist()
    assert sorted(row["stream"] for row in rows) == sorted(row["stream"] for row in found)
    assert len(rows) == 20
