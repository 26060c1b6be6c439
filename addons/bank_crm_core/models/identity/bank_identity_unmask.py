# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

LEAST_REASON = 10


class BankIdentityUnmask(models.Model):
    """Somebody was shown the whole number of an identity document, and why.

    The decision log keeps the act with a hash of the reason; the words stay here.
    """

    _name = "bank.identity.unmask"
    _description = "Number Shown"
    _inherit = ["bank.append.only.mixin", "bank.document.label.mixin"]
    _order = "id desc"
    _rec_name = "user_name"

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    partner_id = fields.Integer(string="Client ID", required=True, readonly=True)
    user_id = fields.Integer(string="User ID", required=True, readonly=True)
    user_name = fields.Char(string="User", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)
    reason = fields.Text(required=True, readonly=True)

    _document_idx = models.Index("(res_model, res_id)")


class BankIdentityDocument(models.Model):
    """To be shown a whole number is an act: a bank may want it approved first."""

    _name = "bank.identity.document"
    _inherit = ["bank.identity.document", "bank.act.mixin"]

    can_unmask = fields.Boolean(compute="_compute_can_unmask")

    def _compute_can_unmask(self):
        allowed = self.env.user.has_group("bank_crm_core.group_crm_unmask")
        for document in self:
            document.can_unmask = allowed

    @api.model
    def _get_acts(self):
        return {**super()._get_acts(), "unmask": self.env._("Show the Number")}

    def action_unmask(self, reason):
        """Show the whole number once, to whoever may see it and says why.

        :param str reason: kept with the act
        """
        self.ensure_one()
        self.check_access("read")
        if blocker := self._get_unmask_blocker(reason):
            raise blocker
        self._take_act("unmask")
        self._log_unmask(reason.strip())
        self._note_access()
        # asked for by right, with a reason, and written down: not kept anywhere
        number = self.sudo().number
        message = self.env._(
            "%(document)s: %(number)s", document=self.type_id.name, number=number
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": self.partner_id.display_name,
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_unmask_blocker(self, reason):
        """Return the error of who may not see the number, or False."""
        if not self.env.user.has_group("bank_crm_core.group_crm_unmask"):
            return AccessError(
                self.env._("Only a security officer is shown whole numbers.")
            )
        if not isinstance(reason, str) or len(reason.strip()) < LEAST_REASON:
            return UserError(
                self.env._("Say in a few words why you need the whole number.")
            )
        return False

    def _log_unmask(self, reason):
        decisions = self.env["bank.decision"]
        self.env["bank.identity.unmask"]._insert(
            [
                {
                    "res_model": self._name,
                    "res_id": self.id,
                    "partner_id": self.partner_id.id,
                    "user_id": self.env.uid,
                    "user_name": self.env.user.sudo().name,
                    "date": fields.Datetime.now(),
                    "reason": reason,
                }
            ]
        )
        payload = {
            "client": self.partner_id.id,
            "type": self.type_id.code,
            "reason_hash": decisions._hash_text(reason),
        }
        decisions._record("unmask", [(self, payload)])
