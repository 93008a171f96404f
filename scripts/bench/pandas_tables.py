"""Prints the milliseconds of CPU that pandas.read_html takes for one page of a directory, lxml below it."""

import io
import pathlib
import sys
import time

try:
    import lxml  # noqa: F401
    import pandas
except ImportError:
    sys.exit(3)

texts = [path.read_text(encoding="utf-8") for path in pathlib.Path(sys.argv[1]).glob("*.html")]


def read_all() -> None:
    for text in texts:
        try:
            pandas.read_html(io.StringIO(text), flavor="lxml")
        except ValueError:  # a page without tables
            pass


read_all()
rounds = 3
start = time.process_time()
for _ in range(rounds):
    read_all()
print((time.process_time() - start) * 1000 / (rounds * len(texts)))
