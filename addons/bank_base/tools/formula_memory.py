# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


class FormulaMemory:
    """What formulas are made of, kept for the time in which nobody changes them.

    On the cursor, for one trial or one run over many documents: compiled once, judged
    many times. What is asked for within a trial is remembered by the trial.
    """

    KEY = "bank_formula_memory"

    def __init__(self, cr):
        self.cr = cr

    def __enter__(self):
        self.before = self.cr.cache.get(self.KEY)
        self.cr.cache[self.KEY] = {} if self.before is None else self.before

    def __exit__(self, *_exc_info):
        self.cr.cache[self.KEY] = self.before

    @classmethod
    def ask(cls, cr, key, read):
        """Return what ``read`` gives, from memory where there is one."""
        memory = cr.cache.get(cls.KEY)
        if memory is None:
            return read()
        if key not in memory:
            memory[key] = read()
        return memory[key]
