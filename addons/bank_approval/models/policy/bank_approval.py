# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class BankApproval(models.Model):
    """With the decision its exceptions are accepted or refused, and counted."""

    _inherit = "bank.approval"

    exception_ids = fields.One2many(
        comodel_name="bank.policy.exception",
        inverse_name="approval_id",
        string="Policy Exceptions",
    )
    exception_count = fields.Integer(string="Exceptions", readonly=True)
    exception_share = fields.Float(
        string="With Exceptions, %",
        readonly=True,
        aggregator="avg",
        help="Of approvals: 100 where something was accepted against a policy.",
    )
    is_counted = fields.Boolean(
        string="Counted by Exceptions",
        readonly=True,
        help="Approved since exceptions are kept.",
    )

    def _is_approved(self):
        return self.state in ("approved", "approved_conditions")

    def _start(self, documents):
        # exceptions of an earlier request are no part of this one
        past_sudo = (
            self.env["bank.policy.exception"]
            .sudo()
            .search(
                [
                    ("res_model", "=", documents._name),
                    ("res_id", "in", documents.ids),
                    ("state", "!=", "proposed"),
                    ("is_past", "=", False),
                ]
            )
        )
        past_sudo.is_past = True
        return super()._start(documents)

    def _make_rounds(self):
        """Whatever is proposed now goes with this request."""
        rounds = super()._make_rounds()
        for name, approvals in self.grouped("res_model").items():
            by_document = {approval.res_id: approval for approval in approvals}
            documents = self.env[name].sudo().browse(by_document)
            rows = documents._find_exceptions()
            for row in rows.filtered(lambda row: row.state == "proposed"):
                row.approval_id = by_document[row.res_id]
        return rounds

    def _end(self, state, **values):
        rows = self.exception_ids.filtered(lambda row: row.state == "proposed")
        is_accepted = state in ("approved", "approved_conditions")
        if rows:
            rows._settle("accepted" if is_accepted else "refused")
        if is_accepted:
            share = 100 if rows else 0
            values |= {
                "exception_count": len(rows),
                "exception_share": share,
                "is_counted": True,
            }
        return super()._end(state, **values)

    def _lapse(self, why):
        result = super()._lapse(why)
        rows = self.exception_ids.filtered(lambda row: row.state == "accepted")
        if rows:
            rows._settle("lapsed")
            rows._propose_again()
        return result

    def action_resubmit(self):
        self.ensure_one()
        self.check_access("read")
        if not self._get_owner_blocker():
            document = self._get_document()
            document._sync_before_sending()
            lacking = document._find_exceptions().filtered(
                lambda row: row.state == "proposed" and row._lacks_mitigation()
            )
            if lacking:
                raise UserError(document._tell_unmitigated(lacking[0]))
        return super().action_resubmit()

    def _tell_term(self, name, value):
        if name != "exceptions":
            return super()._tell_term(name, value)
        rows = [f"{row['name']} ({row['severity']})" for row in value or ()]
        return "; ".join(rows) or "–"
