# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Domain

MOST = 1000


class BankQueue(models.Model):
    """What waits while nobody can take it, and why: said on the document itself."""

    _inherit = "bank.queue"

    def _note_stuck(self, documents, rows=None):
        """Write on what waits here why nobody can take it now; a statement a reason.

        What waits for no such reason loses an earlier one.

        :param rows: the documents to look at; all that wait, where none are given
        """
        self.ensure_one()
        if rows is None:
            domain = Domain("queue_id", "=", self.id)
            domain &= documents._get_queue_waiting_domain()
            rows = documents.sudo().search(domain, order="id", limit=MOST)
        loads = self._read_loads(documents)
        by_reason = rows.grouped(lambda row: self._explain(loads, row))
        for reason, group in by_reason.items():
            told = [row.id for row in group if row._is_told_anew(reason)]
            rows.browse(told).write({"queue_problem": reason or False})

    def _explain(self, loads, row):
        """Return why nobody can take a document now, "" when somebody can."""
        present = set(loads)
        if row.addressee_ids:
            present &= set(row.addressee_ids.ids)
            # who does not work in the queue has no limit here
            others = row.addressee_ids - self.member_ids.user_id
            if others - others._find_absent():
                return ""
        if any(loads[user_id][0] < loads[user_id][1] for user_id in present):
            return ""
        return self._explain_nobody(loads, present, row)

    def _explain_nobody(self, loads, present, row):
        if row.addressee_ids and not present:
            return self.env._(
                "It is only for %(names)s, who is not here now.",
                names=", ".join(row.addressee_ids.mapped("name")),
            )
        if not self.member_ids:
            return self.env._("Nobody works in “%(queue)s”.", queue=self.name)
        if not present:
            return self.env._("Nobody of “%(queue)s” is here now.", queue=self.name)
        return self.env._(
            "All of “%(queue)s” who are here hold as much as they may: %(held)s.",
            queue=self.name,
            held=sum(loads[user_id][0] for user_id in present),
        )
