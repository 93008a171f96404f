"""Reads the tables of the pages in a directory with pandas.read_html, lxml below it.

For every line on its input it goes over all pages once and prints the milliseconds of CPU that one page took.
"""

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

for _ in sys.stdin:
    start = time.process_time()
    for text in texts:
        try:
            pandas.read_html(io.StringIO(text), flavor="lxml")
        except ValueError:  # a page without tables
            pass
    print((time.process_time() - start) * 1000 / len(texts), flush=True)
