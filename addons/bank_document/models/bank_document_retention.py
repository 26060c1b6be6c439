# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class BankDocument(models.Model):
    """How long a paper is kept: reckoned when asked, so a new rule holds at once."""

    _inherit = "bank.document"

    date_retention = fields.Date(
        string="Kept Until",
        compute="_compute_date_retention",
        help="Empty: for ever, or until what its term is counted from has come.",
    )
    is_retention_over = fields.Boolean(
        string="May Be Destroyed",
        compute="_compute_date_retention",
        search="_search_is_retention_over",
    )
    date_destroyed = fields.Datetime(string="Destroyed On", readonly=True, copy=False)

    def _get_retention_sql(self, alias):
        """Return SQL of the day until which a paper is kept, NULL for ever.

        Until when a paper is good is typed by who brings it: a day before he has
        brought it shortens nothing.
        """
        closed = self._get_owner_case(
            alias,
            lambda model, owner: model._get_dossier_closed_sql(owner),
            self._get_dossier_models(),
        )
        return SQL(
            "(SELECT (CASE t.retention_from WHEN 'received' THEN %(received)s::date "
            "WHEN 'expiry' THEN CASE WHEN %(expiry)s IS NOT NULL "
            "THEN GREATEST(%(expiry)s, %(received)s::date) END "
            "WHEN 'closed' THEN (%(closed)s)::date END "
            "+ make_interval(years => t.retention_years))::date "
            "FROM bank_document_type t WHERE t.id = %(type)s AND t.retention_years > 0)",
            received=SQL.identifier(alias, "date_received"),
            expiry=SQL.identifier(alias, "date_expiry"),
            closed=closed,
            type=SQL.identifier(alias, "type_id"),
        )

    def _compute_date_retention(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT d.id, %s FROM bank_document d WHERE d.id = ANY(%s)",
                self._get_retention_sql("d"),
                list(self._origin.ids),
            )
        )
        days = dict(rows)
        today = fields.Date.today()
        for paper in self:
            day = days.get(paper._origin.id)
            paper.date_retention = day
            paper.is_retention_over = bool(
                day and day < today and paper.state not in ("draft", "destroyed")
            )

    def _search_is_retention_over(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env.flush_all()
        over = Domain("state", "not in", ("draft", "destroyed")) & Domain.custom(
            to_sql=lambda model, alias, _query: SQL(
                "COALESCE(%s < %s, FALSE)",
                model._get_retention_sql(alias),
                fields.Date.today(),
            )
        )
        return Domain.OR(over if wanted else ~over for wanted in value)

    def _get_destroy_blocker(self):
        """Never before its time, never under a hold; whoever asks."""
        reasons = super()._get_destroy_blocker()
        for paper in self.sudo():
            if paper.is_held:
                reasons[paper.id] = self.env._("A legal hold forbids it.")
            elif not paper.is_retention_over:
                reasons[paper.id] = self.env._("Its term of keeping is not over.")
        return reasons

    def _destroy(self, disposal):
        """Delete the content of these papers; rows and hashes stay and prove it."""
        papers_sudo = self.sudo()  # the act was approved by two people
        versions = papers_sudo.version_ids
        papers_sudo._transition("destroyed", date_destroyed=fields.Datetime.now())
        self.env["ir.attachment"].sudo().search(
            [
                ("res_model", "=", versions._name),
                ("res_field", "in", ("content", "pdf")),
                ("res_id", "in", versions.ids),
            ]
        )._destroy_for_version()
        self.env["bank.document.text"].sudo().search(
            [("version_id", "in", versions.ids)]
        ).unlink()
        rows = [(paper, paper._prepare_proof(disposal)) for paper in papers_sudo]
        self.env["bank.decision"]._record("document_disposal", rows)

    def _prepare_proof(self, disposal):
        return {
            "act": disposal.id,
            "type": self.type_id.code,
            "sha256": self.version_ids.mapped("sha256"),
        }
