"""``make test-committed``: tests that commit, on a copy of a database that is kept."""

from ..base import CommandError, explain, main, only_one
from . import fast, stages
from .databases import Bench

# the addon above all others: its database has them all
ADDON = "bank_demo"


def committed():
    name = f"fast_{ADDON}"
    with only_one("check"):
        bench = Bench()
        try:
            fast.bring_up_to_date(bench, name, ADDON)
        except CommandError as error:
            raise explain(fast.TITLE, error, fast.REMEDY) from error
        passed, failed = stages.committed(bench, name)
        bench.databases.drop("test_committed")
    return bool(failed or not passed)


if __name__ == "__main__":
    main(committed)
