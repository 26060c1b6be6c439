# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.bank_base.tools.clock_columns import WorkTime, to_moments, to_seconds


class BankApprovalSend(models.TransientModel):
    """Before sending: who will decide and by when, and what is missing."""

    _name = "bank.approval.send"
    _description = "Send for Approval"
    _inherit = ["bank.document.label.mixin"]

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    blocker = fields.Text(string="What Is Missing", readonly=True)
    route_name = fields.Char(string="Route", readonly=True)
    line_ids = fields.One2many(
        comodel_name="bank.approval.send.line",
        inverse_name="send_id",
        string="Who Decides",
        readonly=True,
    )

    @api.model
    def _prepare_preview(self, document):
        """Return the values of the preview of one document."""
        approvals_sudo = self.env["bank.approval"].sudo()
        routes = approvals_sudo._find_routes(document)
        plan = approvals_sudo._plan(document, routes)[document.id]
        route_sudo = routes.get(document.id)
        dues = self._reckon_dues([row for row in plan if row[1]])
        notes = self._get_limit_notes(document, plan)
        return {
            "res_model": document._name,
            "res_id": document.id,
            "blocker": document.approval_blocker,
            "route_name": route_sudo.display_name if route_sudo else False,
            "line_ids": [
                Command.create(self._prepare_line(*row, notes, dues)) for row in plan
            ],
        }

    @api.model
    def _prepare_line(self, step, needed, users, notes, dues):
        return {
            "name": step.name,
            "is_needed": needed,
            "people": ", ".join(users.sudo().mapped("name")),
            "note": notes.get(step.id, False),
            "date_due": dues.get(step.id, False),
        }

    @api.model
    def _get_limit_notes(self, document, plan):
        """Say of each step that is decided within a limit what it will come to."""
        texts = {
            "below": self.env._("The limit is too small: it goes on"),
            "decides": self.env._("The limit is enough: decides"),
            "above": self.env._("Asked only if the limit before is not enough"),
        }
        approvals_sudo = self.env["bank.approval"].sudo()
        ranks = approvals_sudo._find_reaches(document, {document.id: plan})
        return {step: texts[rank] for step, rank in ranks.get(document.id, {}).items()}

    @api.model
    def _reckon_dues(self, rows):
        """Return ``{step id: by when}``: each step begins when those before are over."""
        route = rows[0][0].route_id if rows else self.env["bank.approval.route"]
        needed = {step.id for step, _needed, _users in rows}
        default = self.env["bank.clock.regime"].sudo()._find("approval_step")
        start, dues = fields.Datetime.now(), {}
        for wave in route.sudo()._find_waves():
            ends = [start]
            for step in wave.filtered(lambda step: step.id in needed):
                dues[step.id] = self._reckon_due(step.regime_id or default, start)
                ends.append(dues[step.id])
            start = max(ends)
        return dues

    @api.model
    def _reckon_due(self, regime, start):
        calendar = regime._get_calendar(self.env.company)
        work = WorkTime(calendar._get_work_calendar())
        return to_moments(work.get_due(regime._get_term(), to_seconds([start]), []))[0]

    def action_send(self):
        self.ensure_one()
        models = self.env["bank.approval.route"]._get_document_models()
        if self.res_model not in models:
            raise UserError(self.env._("Documents of this kind are not approved."))
        return self.env[self.res_model].browse(self.res_id).action_request_approval()
