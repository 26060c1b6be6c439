"""``make fuzz`` and ``make matrix``: the fuzzer on a copy of a database that is kept.

``SEED=`` another plan, ``SECONDS=`` how long, ``MODEL=`` models parted by commas.
"""

import os
import sys

from .. import odoo
from ..base import CommandError, explain, main, only_one
from . import fast, stages
from .databases import Bench

NAME = "fast_all"
TIMES = {"SECONDS": "600", "SEED": "19"}


def fuzz():
    tests = stages.FUZZ
    if "--matrix" in sys.argv:
        os.environ["MATRIX"] = "write"
        tests /= "test_matrix.py"
    elif os.environ.get("MODEL"):
        tests /= "test_fuzz.py"
    for name, value in TIMES.items():
        os.environ[name] = os.environ.get(name) or value
    with only_one("check"):
        bench = Bench()
        try:
            fast.bring_up_to_date(bench, NAME, *odoo.ours(tests=True))
        except CommandError as error:
            raise explain(fast.TITLE, error, fast.REMEDY) from error
        passed, failed = stages.fuzz(bench, NAME, tests)
        bench.databases.drop("test_fuzz")
    return bool(failed or not passed)


if __name__ == "__main__":
    main(fuzz)
