"""``make test-committed``: tests that commit, on a copy of a database that is kept."""

from ..base import CommandError, explain, main, only_one
from . import fast, stages
from .databases import Bench

# the addons above all others: a database of theirs has what is tried
ADDONS = ("bank_demo", "test_bank_approval")


def committed():
    name = "fast_committed"
    with only_one("check"):
        bench = Bench()
        try:
            fast.bring_up_to_date(bench, name, *ADDONS)
        except CommandError as error:
            raise explain(fast.TITLE, error, fast.REMEDY) from error
        passed, failed = stages.committed(bench, name)
        bench.databases.drop("test_committed")
    return bool(failed or not passed)


if __name__ == "__main__":
    main(committed)
