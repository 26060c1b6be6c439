# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class BankActAsk(models.TransientModel):
    """The dialog in which the approval of an act is asked for."""

    _name = "bank.act.ask"
    _description = "Ask for Approval of an Act"
    _inherit = ["bank.document.label.mixin"]

    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", readonly=True
    )
    request_id = fields.Many2one(comodel_name="bank.act.request", readonly=True)
    rule_ids = fields.Many2many(
        comodel_name="bank.act.rule",
        relation="bank_act_ask_rule_rel",
        string="Acts to Choose From",
        readonly=True,
    )
    rule_id = fields.Many2one(
        comodel_name="bank.act.rule",
        string="Act",
        domain="[('id', 'in', rule_ids)]",
    )
    needs_paper = fields.Boolean(related="rule_id.needs_paper")
    reason = fields.Text(string="Why")
    paper = fields.Binary(attachment=False)
    paper_name = fields.Char(string="Name of the File")

    @api.model
    def _open_for(self, record, rules):
        values = {
            "res_model": record._name,
            "res_id": record.id,
            "rule_ids": [fields.Command.set(rules.ids)],
            "rule_id": rules[:1].id,
        }
        return self.create(values)._get_dialog_action(self.env._("Ask for Approval"))

    @api.model
    def _open_again(self, request):
        request_sudo = request.sudo()
        values = {
            "res_model": request_sudo.res_model,
            "res_id": request_sudo.res_id,
            "request_id": request.id,
            "rule_id": request_sudo.rule_id.id,
            "reason": request_sudo.reason,
        }
        return self.create(values)._get_dialog_action(self.env._("Add to the Request"))

    def _get_dialog_action(self, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_confirm(self):
        self.ensure_one()
        if self.request_id:
            self._change()
        else:
            self._ask()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _ask(self):
        """What may be asked is found out anew: the dialog is its author's to write."""
        guarded = self.env["bank.act.rule"]._get_guarded_models()
        if self.res_model not in guarded:
            raise UserError(self.env._("No step of this document waits for approval."))
        record = self.env[self.res_model].browse(self.res_id).exists()
        record.check_access("read")
        if not record or self.rule_id not in record._find_acts_to_ask():
            raise UserError(self.env._("Choose an act that waits for its approval."))
        paper = self.paper_name, self.paper
        self.env["bank.act.request"]._ask(self.rule_id, record, self.reason, paper)

    def _change(self):
        request = self.request_id
        request.check_access("read")
        request.sudo().approval_id._lock()
        if reason := request._get_change_blocker():
            raise AccessError(reason)
        if not (self.reason or "").strip():
            raise UserError(self.env._("Write why: those who approve go on from it."))
        request.sudo().reason = self.reason.strip()
        request._hang((self.paper_name, self.paper))
