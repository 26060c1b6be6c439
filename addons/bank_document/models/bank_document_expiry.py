# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)
BATCH = 200


class BankDocument(models.Model):
    """Terms: what is over is marked, what will soon be over is somebody's task."""

    _inherit = "bank.document"

    date_reminded = fields.Date(
        readonly=True,
        copy=False,
        help="The end of the term about which a task was planned.",
    )
    is_expiring = fields.Boolean(
        string="Expires Soon",
        compute="_compute_is_expiring",
        search="_search_is_expiring",
    )

    @api.depends("state", "date_expiry", "type_id.warn_days")
    def _compute_is_expiring(self):
        today = fields.Date.today()
        for paper in self:
            left = paper.date_expiry and (paper.date_expiry - today).days
            is_open = paper.state in ("received", "verified")
            days = paper.sudo().type_id.warn_days
            paper.is_expiring = bool(is_open and left and 0 <= left <= days)

    def _search_is_expiring(self, operator, value):
        if operator != "in":
            return NotImplemented

        def to_sql(_model, alias, _query):
            return SQL(
                "%(expiry)s <= %(today)s::date + (SELECT t.warn_days FROM "
                "bank_document_type t WHERE t.id = %(type)s)",
                expiry=SQL.identifier(alias, "date_expiry"),
                today=fields.Date.today(),
                type=SQL.identifier(alias, "type_id"),
            )

        soon = (
            Domain("state", "in", ("received", "verified"))
            & Domain("date_expiry", ">=", fields.Date.today())
            & Domain.custom(to_sql=to_sql)
        )
        return Domain.OR(soon if wanted else ~soon for wanted in value)

    @api.model
    def _cron_watch_terms(self):
        """Mark what is over, then plan tasks for what soon will be; in slices."""
        today = fields.Date.today()
        over = Domain("state", "in", ("received", "verified")) & Domain(
            "date_expiry", "<", today
        )
        if not self._work_in_slices(over, type(self)._expire):
            return
        soon = Domain("is_expiring", "=", True) & Domain.custom(
            to_sql=lambda _model, alias, _query: SQL(
                "%s IS DISTINCT FROM %s",
                SQL.identifier(alias, "date_reminded"),
                SQL.identifier(alias, "date_expiry"),
            )
        )
        self._work_in_slices(soon, type(self)._remind)

    @api.model
    def _work_in_slices(self, domain, work):
        """Give papers to a method, slice by slice; False where time is up.

        A paper that fails is left out and told of; the others go on.
        """
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=self.search_count(domain))
        last_id = 0
        while papers := self.search(
            domain & Domain("id", ">", last_id), order="id", limit=BATCH
        ):
            last_id = papers[-1].id
            papers._work_or_split(work)
            if not progress(len(papers)):
                return False
        return True

    def _work_or_split(self, work):
        try:
            with self.env.cr.savepoint():
                work(self)
                self.env.flush_all()
        except Exception:
            self.env.invalidate_all()
            if len(self) == 1:
                _logger.exception("Paper %s: its term could not be watched", self.id)
                return
            for paper in self:
                paper._work_or_split(work)

    def _expire(self):
        self._transition("expired")
        self._log_verdict("expired")

    def _remind(self):
        """Plan one task a paper for the one who answers for its document."""
        values = []
        for model, papers in self._group_by_owner_model().items():
            owners = model.browse(set(papers.mapped("res_id"))).exists()
            users = owners._get_dossier_users()
            for paper in papers.filtered(
                lambda paper, ids=owners.ids: paper.res_id in ids
            ):
                user = users.get(paper.res_id) or paper.user_id
                if user and "activity_ids" in model._fields:
                    values.append(paper._prepare_reminder(user))
        self.env["mail.activity"].create(values)
        for date_expiry, papers in self.grouped("date_expiry").items():
            papers._write_step({"date_reminded": date_expiry})

    def _prepare_reminder(self, user):
        kind = self.env.ref("mail.mail_activity_data_todo")
        told = self.with_context(lang=user.lang)
        return {
            "res_model_id": self.env["ir.model"]._get_id(self.res_model),
            "res_id": self.res_id,
            "user_id": user.id,
            "activity_type_id": kind.id,
            "date_deadline": self.date_expiry,
            "summary": told.env._(
                "Ask for a new paper: %(type)s", type=told.type_id.name
            ),
        }

    def _write_step(self, vals):
        """Write what only our own steps write, as a transition does."""
        token = self._TRANSITION_TOKEN
        self.with_context(bank_transition_token=token).write(vals)
