"""The HTML site of the last recording: how large it is, how long it takes to make, and how soon its index is open.

The recording is the one that ``zsim run``, or the row ``suite``, left behind.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from tests.benchmarks.table import Measured, at_most
from zsim.catalogue import catalogue
from zsim.explore.decision_table import decision_table
from zsim.recording.file import read_recording
from zsim.report import Evidence, write_html
from zsim.testing.project import RUN_FILE

OPENED = 5
BROWSER = "Chromium"
SIZE, MAKING, OPENING = at_most(25, "MB"), at_most(3, "ms"), at_most(0.3, "s")


def measure() -> Iterator[Measured]:
    """The site is written twice: the second time nothing has changed, and no file is written again."""
    recording = read_recording(RUN_FILE)
    evidence = Evidence(catalogue(), recording, decision_table())
    runs = len(recording.scenarios)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        began = process_time()
        pages = write_html(evidence, root)
        taken = 1000 * (process_time() - began) / runs
        files = {path: path.stat() for path in root.rglob("*") if path.is_file()}
        size = sum(each.st_size for each in files.values()) / 1_000_000
        write_html(evidence, root)
        again = sum(path.stat().st_mtime_ns != each.st_mtime_ns for path, each in files.items())
        yield Measured("the site of the suite", "the disk", size, SIZE, f"{pages:,} files")
        yield Measured("its pages made, for each run", "the processor's time", taken, MAKING, f"{again} written again")
        yield _opened(root)


def _opened(root: Path) -> Measured:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return Measured("its index opened", BROWSER, None, OPENING, "no Chromium is installed")
    (index,) = root.glob("*/index.html")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        times = []
        for _ in range(OPENED):
            page = browser.new_page()
            began = time.perf_counter()
            page.goto(index.as_uri())
            times.append(time.perf_counter() - began)
            page.close()
        browser.close()
    return Measured("its index opened", BROWSER, min(times), OPENING, f"best of {OPENED}")
