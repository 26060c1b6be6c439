# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


class GatePass:
    """Stages that the gate has let through, for the time of one write.

    Kept on the cursor: nobody outside of the server can put one there.
    """

    KEY = "bank_gate_passes"

    def __init__(self, cr, passes):
        self.cr = cr
        self.passes = passes

    @classmethod
    def read(cls, cr):
        return cr.cache.get(cls.KEY, {})

    def __enter__(self):
        before = self.read(self.cr)
        self.before = before
        self.cr.cache[self.KEY] = {**before, **self.passes}

    def __exit__(self, *_exc_info):
        self.cr.cache[self.KEY] = self.before
