# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import closing, contextmanager

from odoo import models
from odoo.exceptions import UserError

from ..tools.cursor_cache import keep_open
from ..tools.formula_memory import FormulaMemory
from .bank_gate_moving import StandStill


class BankGatedMixin(models.AbstractModel):
    """Trying without doing: what would block if …"""

    _inherit = "bank.gated.mixin"

    def _get_gate_open_domain(self):
        """Hook: documents that still have a way to go."""
        return [(self._process_field, "!=", False)]

    def _what_if(self, vals, stage=None):
        """Return ``{document_id: [failure]}`` as if ``vals`` had been written.

        Everything is written, judged by the real gate and rolled back; nobody is
        told. :param stage: the stage to try; by default each document's next one.
        """
        quiet = self.with_context(tracking_disable=True, mail_notrack=True)
        cr = self.env.cr
        with keep_open(cr), closing(cr.savepoint()), StandStill(cr):
            if vals:
                quiet.write(vals)
            moves = {}
            for document in quiet:
                target = stage or document._get_next_stage()
                if target:
                    moves[document] = (document.sudo()[self._gate_field], target)
            return dict(quiet._judge(moves))

    @contextmanager
    def _what_if_often(self):
        """Give a function that answers like :meth:`_what_if`, many times in a row.

        One savepoint for all of it: what is read of settings stays read. Each call
        writes over what the one before wrote, so it names every field it tries.
        """
        quiet = self.with_context(tracking_disable=True, mail_notrack=True)
        moves = {}
        for document in quiet:
            if target := document._get_next_stage():
                moves[document] = (document.sudo()[self._gate_field], target)

        def judge(vals):
            if vals:
                quiet.write(vals)
            return dict(quiet._judge(moves))

        cr = self.env.cr
        with keep_open(cr), closing(cr.savepoint()), StandStill(cr), FormulaMemory(cr):
            yield judge

    def _move_free(self, stage=None):
        """Move whatever may move; return ``{document_id: [failure]}`` of the rest.

        For mass moves: a blocked document never holds up the others.
        """
        self.check_access("write")
        moves = {}
        for document in self:
            target = stage or document._get_next_stage()
            if target and document[self._process_field]:
                moves[document] = (document.sudo()[self._gate_field], target)
        failures = dict(self._judge(moves))
        free = self.browse(
            document.id for document in moves if document.id not in failures
        )
        for target in {pair[1] for pair in moves.values()}:
            group = free.filtered(lambda doc, to=target: moves[doc][1] == to)
            failures.update(group._move_each(target))
        return failures

    def _move_each(self, target):
        """Move all at once, or one by one where something after the gate fails."""
        try:
            self.write({self._gate_field: target.id})
            return {}
        except UserError as error:
            if len(self) == 1:
                return {self.id: [self._prepare_refusal(self.id, str(error))]}
        failures = {}
        for document in self:
            failures.update(document._move_each(target))
        return failures
