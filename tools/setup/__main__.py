"""``python3 -m tools.setup run|lint|test``: make sure that everything is there."""

import shutil
import sys

from ..base import LOCAL, TMP, main, only_one
from .node_env import NodeStep
from .odoo_tree import OdooStep
from .python_env import PythonStep
from .system import SystemStep

GOALS = {
    "run": (OdooStep, PythonStep),
    "lint": (OdooStep, PythonStep, NodeStep),
    "test": (OdooStep, PythonStep, NodeStep),
}


def set_up():
    goal = sys.argv[1] if len(sys.argv) > 1 else "test"
    LOCAL.mkdir(exist_ok=True)
    with only_one():
        # what a killed run left: nothing else uses this folder without the lock
        shutil.rmtree(TMP, ignore_errors=True)
        SystemStep(goal).ensure()
        for step in GOALS[goal]:
            step().ensure()


if __name__ == "__main__":
    main(set_up)
