# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Named formulas that use each other: their order, and the refusal of circles."""

from .formula_lexer import FormulaError


class FormulaGraph:
    """Which formula needs which others.

    :param needs: ``{name: names of variables and formulas it uses}``

    >>> FormulaGraph({"margin": ["profit", "sales"], "profit": ["sales"]}).order
    ['profit', 'margin']
    """

    def __init__(self, needs):
        self.needs = {
            name: [other for other in dict.fromkeys(others) if other in needs]
            for name, others in needs.items()
        }
        self.order = self._sort()

    def _sort(self):
        """Return the names, needed ones first; walks without recursion."""
        order, done = [], set()
        for root in self.needs:
            path, branches = {root: None}, [iter(self.needs[root])]
            if root in done:
                continue
            while branches:
                name = next((n for n in branches[-1] if n not in done), None)
                if name is None:
                    branches.pop()
                    finished, _nothing = path.popitem()
                    done.add(finished)
                    order.append(finished)
                elif name in path:
                    self._refuse(path, name)
                else:
                    path[name] = None
                    branches.append(iter(self.needs[name]))
        return order

    def _refuse(self, path, name):
        walked = list(path)
        circle = [*walked[walked.index(name) :], name]
        raise FormulaError("cycle", names=" → ".join(circle))

    def get_needed(self, names):
        """Return the order of just these names and all that they need."""
        wanted, waiting = set(), list(names)
        while waiting:
            name = waiting.pop()
            if name in self.needs and name not in wanted:
                wanted.add(name)
                waiting += self.needs[name]
        return [name for name in self.order if name in wanted]
