# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from statistics import median

import numpy as np

from odoo import models

from odoo.addons.bank_base.tools.clock_columns import EPOCH

from ...tools import queues
from .then import KEY, Then

DAY, HOUR = 86_400, 3_600
APPROVED = ("approved", "approved_conditions")


class BankApproval(models.Model):
    """Past requests as they would go by rules that are tried."""

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

    def _make_rounds(self):
        rounds = super()._make_rounds()
        rounds._keep_figures()
        return rounds

    def _plan_anew(self):
        """Return ``{request id: waves}`` of who would be asked; None: nobody.

        Documents and debts are those of the day on which each request was sent, as far
        as they were kept; employees are those of today.
        """
        paths = {}
        for approvals in self.grouped("res_model").values():
            for once in approvals._split_by_document():
                paths |= once._plan_as_then()
        return paths

    def _split_by_document(self):
        """Return them in sets in which no document stands twice."""
        sets = []
        for rows in self.grouped("res_id").values():
            for place, row in enumerate(rows):
                if place == len(sets):
                    sets.append(self.browse())
                sets[place] |= row
        return sets

    def _plan_as_then(self):
        documents = self._recall_documents()
        try:
            routes = self._find_routes(documents)
            plan = self._plan(documents, routes)
            gaps = self._find_gaps(documents, plan)
            reaches = self._find_reaches(documents, plan)
            return {
                row.id: None
                if row.res_id in gaps
                else self._lay_path(
                    routes[row.res_id], plan[row.res_id], reaches.get(row.res_id, {})
                )
                for row in self
            }
        finally:
            # what was recalled is not what stands in the tables
            self.env.invalidate_all()

    def _recall_documents(self):
        """Return the documents of these requests, to be read as they were."""
        rounds = {row.res_id: row._get_first_round() for row in self}
        known = {key: row._get_figures() for key, row in rounds.items() if row}
        matters = {key: matter for key, (_, matter) in known.items() if matter}
        then = Then(
            matters=matters,
            initiators={row.res_id: row.initiator_ids for row in self},
            bases={row.res_id: row.change_of_id for row in self},
        )
        documents = self.env[self[:1].res_model].browse(self.mapped("res_id"))
        documents._recall({key: row for key, (row, _) in known.items()}, matters)
        return documents.with_context(**{KEY: then})

    def _count_gone_bad(self):
        """Return how many of what was approved here is not paid as was agreed."""
        gone = 0
        approved = self.filtered(lambda row: row.state in APPROVED)
        for name, approvals in approved.grouped("res_model").items():
            documents = self.env[name].browse(set(approvals.mapped("res_id")))
            gone += len(documents._find_gone_bad())
        return gone

    def _get_first_round(self):
        return self.round_ids.sorted("number")[:1]

    def _filter_unkept(self):
        """Return those of whose day debts are not known: sent by earlier versions."""
        return self.filtered(lambda row: not row._get_first_round().figures)

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

    def _find_services(self, answers):
        """Return ``{user id: working hours that one answer took by itself}``.

        The median of his, without the time that the matter waited behind others.

        :param answers: as :meth:`_read_answers` returns them
        """
        work = self.task_ids._get_work_time()
        services = {}
        for user, spans in answers.items():
            seconds = (np.array(spans) * DAY).round().astype(np.int64)
            first = np.full(len(seconds), seconds.min())
            asked, answered = (work.get_work(first, seconds[:, n]) for n in (0, 1))
            took = queues.find_services(asked.tolist(), answered.tolist())
            services[user] = median(took) / HOUR
        return services

    def _read_arrivals(self):
        """Return ``{request id: when it was sent}``, in days since 1970."""
        return {row.id: _to_days(row.date_requested) for row in self}


def _to_days(moment):
    return (moment - EPOCH).total_seconds() / DAY
