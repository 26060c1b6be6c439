# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class BankApprovalAssign(models.TransientModel):
    """The dialog in which an assignment is given."""

    _name = "bank.approval.assign"
    _description = "Give an Assignment"

    approval_id = fields.Many2one(comodel_name="bank.approval", readonly=True)
    item_id = fields.Many2one(comodel_name="bank.committee.item", readonly=True)
    text = fields.Char(string="What Has to Be Done")
    user_id = fields.Many2one(
        comodel_name="res.users", string="Responsible", domain=[("share", "=", False)]
    )
    co_user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_approval_assign_user_rel",
        string="Co-Executors",
        domain=[("share", "=", False)],
    )
    controller_id = fields.Many2one(
        comodel_name="res.users",
        string="Controlled By",
        domain=[("share", "=", False)],
        default=lambda self: self._default_controller_id(),
    )
    date_due = fields.Date(string="To Be Done By")
    date_note = fields.Char(string="Day Off", compute="_compute_date_note")

    @api.depends("date_due", "approval_id", "item_id")
    def _compute_date_note(self):
        rows = self.env["bank.approval.assignment"]
        for dialog in self:
            company = dialog._get_company()
            dialog.date_note = rows._tell_rolled(dialog.date_due, company)

    def _get_company(self):
        item_sudo, approval_sudo = self.item_id.sudo(), self.approval_id.sudo()
        approval_sudo = item_sudo.task_id.approval_id if item_sudo else approval_sudo
        return approval_sudo.company_id or item_sudo.committee_id.company_id

    @api.model
    def _default_controller_id(self):
        return self.env.user

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give an Assignment"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_confirm(self):
        self.ensure_one()
        source = self.item_id or self.approval_id
        if not source:
            raise UserError(self.env._("An assignment belongs to a decision."))
        source.check_access("read")
        if reason := source._get_assign_blocker():
            raise AccessError(reason)
        if reason := self._get_blocker():
            raise UserError(reason)
        self.env["bank.approval.assignment"]._give(self._prepare_values())
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _get_blocker(self):
        doers = self.user_id | self.co_user_ids
        if not (self.text or "").strip():
            return self.env._("Write what has to be done.")
        if not self.user_id or not self.controller_id:
            return self.env._("Say who does it and who controls it.")
        if self.controller_id in doers:
            return self.env._("Nobody controls himself.")
        named = (doers | self.controller_id).sudo()
        if any(not user._is_internal() or not user.active for user in named):
            return self.env._("Name a working employee.")
        if not self.date_due or self.date_due < self._get_company()._get_today():
            return self.env._("Name a date that has not passed.")
        return False

    def _prepare_values(self):
        """Return the values; what it is about is told by the decision itself."""
        item_sudo, approval_sudo = self.item_id.sudo(), self.approval_id.sudo()
        approval_sudo = item_sudo.task_id.approval_id if item_sudo else approval_sudo
        document = approval_sudo or item_sudo
        is_request = bool(approval_sudo)
        return {
            "approval_id": approval_sudo.id,
            "item_id": item_sudo.id,
            "res_model": document.res_model if is_request else document._name,
            "res_id": document.res_id if is_request else document.id,
            "company_id": self._get_company().id,
            "text": self.text.strip(),
            "user_id": self.user_id.id,
            "co_user_ids": [Command.set((self.co_user_ids - self.user_id).ids)],
            "controller_id": self.controller_id.id,
            "date_due": self.date_due,
        }
