# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class IrActionsServer(models.Model):
    _inherit = "ir.actions.server"

    def _run_action_sms_multi(self, eval_context=None):
        """Whoever is blocked gets no SMS; what has set off the action goes on.

        The key in the context decides about the sentence on the screen only: the gate
        is asked when it is sent, whatever the context says.
        """
        action = self.with_context(bank_sms_by_action=True)
        return super(IrActionsServer, action)._run_action_sms_multi(
            eval_context=eval_context
        )
