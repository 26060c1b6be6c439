"""Is an Odoo log clean? ``python -m tools.checklog FILE...`` or :func:`find`."""

import re
import sys
from pathlib import Path

LINE = re.compile(
    r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>WARNING|ERROR|CRITICAL) (?P<rest>.*)$"
)
# Each with the reason why it says nothing about our code
ALLOWED = (
    # stock modules whose description in the manifest is not clean reStructuredText
    r"odoo\.addons\.base\.models\.ir_module: .*docutils",
)


def find(text):
    """Return the lines at WARNING and above that the list does not explain."""
    allowed = [re.compile(pattern) for pattern in ALLOWED]
    return [
        line
        for line in text.splitlines()
        if (match := LINE.match(line))
        and not any(pattern.search(match["rest"]) for pattern in allowed)
    ]


def main():
    found = [line for name in sys.argv[1:] for line in find(Path(name).read_text())]
    print("\n".join(found) or "clean")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
