# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankQueueHandOver(models.TransientModel):
    """A document of a queue goes to a colleague, or waits in another queue."""

    _name = "bank.queue.hand.over"
    _description = "Handing Over of a Document"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    queue_id = fields.Many2one(
        comodel_name="bank.queue",
        required=True,
        compute="_compute_queue_id",
        store=True,
        precompute=True,
        readonly=False,
        ondelete="cascade",
    )
    user_ids = fields.Many2many(comodel_name="res.users", compute="_compute_user_ids")
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="To Whom",
        domain="[('id', 'in', user_ids)]",
        ondelete="cascade",
        help="Empty: it waits in the queue.",
    )

    @api.depends("res_model", "res_id")
    def _compute_queue_id(self):
        for dialog in self:
            document = dialog._get_document()
            readable = document and document.has_access("read")
            dialog.queue_id = readable and document.queue_id

    @api.depends("queue_id")
    def _compute_user_ids(self):
        for dialog in self:
            dialog.user_ids = dialog.queue_id._get_users()

    def _get_document(self):
        """Return the document if it is one of a queue, else nothing."""
        documents = self.env.get(self.res_model)
        if documents is None or not getattr(documents, "_is_queued", False):
            return None
        return documents.browse(self.res_id).exists()

    def action_hand_over(self):
        self.ensure_one()
        document = self._get_document()
        if not document:
            raise UserError(self.env._("Open it from a document that is in a queue."))
        document._hand_over(self.queue_id, self.user_id)
        return {"type": "ir.actions.act_window_close"}
