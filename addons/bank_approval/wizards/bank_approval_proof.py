# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

READERS = (
    "bank_base.group_bank_administrator",
    "bank_base.group_bank_auditor",
    "bank_approval.group_approval_duties",
)
PAST_MONTHS = 12


class BankApprovalProof(models.TransientModel):
    """Who can both begin a document and finally approve it, each way in a sentence."""

    _name = "bank.approval.proof"
    _description = "Proof of Separated Duties"

    name = fields.Char(string="Proved", readonly=True)
    date = fields.Datetime(
        string="On", readonly=True, default=lambda self: fields.Datetime.now()
    )
    user_count = fields.Integer(string="Employees", readonly=True)
    route_count = fields.Integer(string="Routes", readonly=True)
    is_past = fields.Boolean(readonly=True)
    breach_count = fields.Integer(string="Ways", readonly=True)
    line_ids = fields.One2many(
        comodel_name="bank.approval.proof.line",
        inverse_name="proof_id",
        string="What Was Found",
        readonly=True,
    )

    @api.model
    def action_prove(self):
        """Prove it for all routes in force."""
        self._check_reader()
        routes = self.env["bank.approval.route"].search([("state", "=", "published")])
        return self._open(self.env["bank.approval.duties"]._prove(routes), routes)

    @api.model
    def action_look_back(self):
        """Show where duties were not separate in the last year."""
        self._check_reader()
        since = fields.Datetime.subtract(fields.Datetime.now(), months=PAST_MONTHS)
        ways = self.env["bank.approval.duties"]._look_back(since)
        routes = self.env["bank.approval.route"].union(*(row["route"] for row in ways))
        action = self._open(ways, routes.sudo(False))
        # the row is the reader's own, made a moment ago
        self.browse(action["res_id"]).sudo().write(
            {
                "is_past": True,
                "name": self.env._("What happened in the last twelve months"),
                "breach_count": len(ways),
            }
        )
        return action

    @api.model
    def _check_reader(self):
        """Who has which rights is told to those who answer for it."""
        if not any(self.env.user.has_group(name) for name in READERS):
            raise AccessError(
                self.env._(
                    "Business administrators, internal control and auditors see it."
                )
            )

    @api.model
    def _open(self, ways, versions):
        """Keep what was found and return what shows it."""
        proof = self.create(self._prepare_values(ways, versions))
        payload = {
            "act": "proved",
            "records": versions.ids,
            "ways": [[row["kind"], row["user"].id, row["route"].id] for row in ways],
        }
        rows = [(versions[:1] or None, payload)]
        self.env["bank.decision"]._record("approval_duties", rows)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Separation of Duties"),
            "res_model": self._name,
            "res_id": proof.id,
            "views": [(False, "form")],
        }

    @api.model
    def _prepare_values(self, ways, versions):
        is_one = len(versions) == 1
        name = versions.display_name if is_one else self.env._("All routes in force")
        users_sudo = self.env["res.users"].sudo()
        return {
            "name": name,
            "user_count": users_sudo.search_count([("share", "=", False)]),
            "route_count": len(versions),
            "breach_count": sum(row["kind"] == "breach" for row in ways),
            "line_ids": [
                Command.create(
                    {
                        "kind": row["kind"],
                        "user_id": row["user"].id,
                        "route_id": row["route"].id,
                        "text": row["text"],
                    }
                )
                for row in ways
            ],
        }
