# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from odoo.addons.bank_base.tools.clock_columns import EPOCH

DAY = 86_400


class BankApproval(models.Model):
    """Past requests as they would go if they were sent today."""

    _inherit = "bank.approval"

    def _filter_existing(self):
        """Return the requests whose documents are still there."""
        found = self.browse()
        for name, approvals in self.grouped("res_model").items():
            if name in self.env:
                documents = self.env[name].browse(approvals.mapped("res_id")).exists()
                ids = set(documents.ids)
                found |= approvals.filtered(lambda row, ids=ids: row.res_id in ids)
        return found

    def _plan_anew(self):
        """Return ``{request id: waves}`` of who would be asked today; None: nobody."""
        paths = {}
        for name, approvals in self.grouped("res_model").items():
            documents = self.env[name].browse(set(approvals.mapped("res_id")))
            routes = self._find_routes(documents)
            plan = self._plan(documents, routes)
            gaps = self._find_gaps(documents, plan)
            reaches = self._find_reaches(documents, plan)
            for approval in approvals:
                key = approval.res_id
                paths[approval.id] = (
                    None
                    if key in gaps
                    else self._lay_path(routes[key], plan[key], reaches.get(key, {}))
                )
        return paths

    def _lay_path(self, route, rows, ranks):
        """Return the waves of a plan without those who are asked in need only."""
        asked = {
            step.id: users
            for step, needed, users in rows
            if needed and ranks.get(step.id) != "above"
        }
        waves = (
            tuple(
                (tuple(asked[step.id].ids), step.rule != "any")
                for step in wave
                if step.id in asked
            )
            for wave in route._find_waves()
        )
        return tuple(wave for wave in waves if wave)

    def _read_answers(self):
        """Return ``{user id: [(asked, answered)]}``, in days since 1970."""
        answers = {}
        for task in self.task_ids:
            start, end = task.turn_id.date_start, task.date_decided
            if start and end and end >= start:
                span = _to_days(start), _to_days(end)
                answers.setdefault(task.user_id.id, []).append(span)
        return answers

    def _read_arrivals(self):
        """Return ``{request id: when it was sent}``, in days since 1970."""
        return {row.id: _to_days(row.date_requested) for row in self}


def _to_days(moment):
    return (moment - EPOCH).total_seconds() / DAY
