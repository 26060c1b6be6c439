# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

RESULTS = [
    ("open", "To Be Verified"),
    ("passed", "Passed"),
    ("failed", "Not Passed"),
    ("none", "Does Not Apply"),
]
# what people enter; all else is the server's
ENTERED = {"result", "comment"}


class BankApplicationValidation(models.Model):
    """One item of the validation of an application, and what was found."""

    _name = "bank.application.validation"
    _description = "Validation of an Application"
    _order = "application_id, sequence, id"
    _rec_name = "item_id"
    _access_logged = True
    _access_log_client = "client_id"
    _server_fields = (
        "application_id",
        "item_id",
        "sequence",
        "partner_id",
        "user_id",
        "date",
    )

    application_id = fields.Many2one(
        comodel_name="bank.application",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    client_id = fields.Many2one(
        related="application_id.partner_id",
        string="Client",
        related_sudo=True,
        store=True,
        index=True,
    )
    item_id = fields.Many2one(
        comodel_name="bank.validation.item",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(readonly=True)
    guideline = fields.Text(related="item_id.guideline", related_sudo=True)
    group_id = fields.Many2one(
        related="item_id.group_id", string="Role of the Verifier", related_sudo=True
    )
    is_automatic = fields.Boolean(compute="_compute_is_automatic")
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Party",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    result = fields.Selection(selection=RESULTS, required=True, default="open")
    comment = fields.Char()
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Verified By",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date = fields.Datetime(string="Verified On", readonly=True)

    _item_uniq = models.UniqueIndex(
        "(application_id, item_id, COALESCE(partner_id, 0))"
    )

    @api.depends("item_id.check_id")
    def _compute_is_automatic(self):
        for row in self:
            row.is_automatic = bool(row.sudo().item_id.check_id)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("The table is filled in by its application."))
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_server(self):
        if not self.env.su:
            raise AccessError(self.env._("What is verified is not deleted."))

    def write(self, vals):
        if self.env.su or not ENTERED & vals.keys():
            return super().write(vals)
        self._check_may_verify()
        self._check_explained(vals)
        # who and when is the server's to say
        if "result" in vals:
            is_open = vals["result"] == "open"
            now = fields.Datetime.now()
            self.sudo().write(
                {
                    "user_id": not is_open and self.env.uid,
                    "date": not is_open and now,
                }
            )
        return super().write(vals)

    def _check_explained(self, vals):
        for row in self:
            result = vals.get("result", row.result)
            comment = vals.get("comment", row.comment) or ""
            if result in ("failed", "none") and not comment.strip():
                raise UserError(
                    self.env._(
                        "“%(item)s”: say in the comment what is wrong or why it does "
                        "not apply.",
                        item=row.item_id.name,
                    )
                )

    def _check_may_verify(self):
        self.check_access("read")
        for row in self:
            if reason := row._get_verify_blocker():
                raise AccessError(
                    self.env._(
                        "%(item)s: %(reason)s", item=row.item_id.name, reason=reason
                    )
                )

    def _get_verify_blocker(self):
        """Return why the user does not answer this item, or False."""
        self.ensure_one()
        application = self.application_id
        if application.validation_state == "complete":
            return self.env._("The validation is complete. Open it again first.")
        if self.is_automatic:
            return self.env._("A check answers it: press “Fill In the Table”.")
        if application.approval_state == "pending":
            return self.env._("It is being decided on.")
        group = self.sudo().item_id.group_id
        if group and group not in self.env.user.all_group_ids:
            return self.env._("It is verified by: %(role)s.", role=group.name)
        if not group and not application._is_open_to_me():
            return self.env._("Whoever may change the application verifies it.")
        return False
