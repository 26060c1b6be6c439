# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from .bank_demo_deals import MANAGER
from .bank_demo_lending import DOCUMENT, DRAFTER


class BankDemoImport(models.Model):
    """A loan that was decided on is issued: agreement, schedule, word to the core."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "issue", "letters"]

    def _load_issue(self, _bank):
        """The manager walks the rest of the way, unless a loan was issued already."""
        manager = self._find_staff((MANAGER,)).get(MANAGER)
        issued = self.env["bank.agreement"].search_count(
            [("application_id", "!=", False)], limit=1
        )
        if not manager or issued:
            return
        application = (
            self._acting(manager)
            .env[DOCUMENT]
            .search(
                [("user_id", "=", manager.id), ("approval_state", "=", "approved")],
                order="id",
                limit=1,
            )
        )
        if not application:
            return
        deal = application.deal_id
        for _stage in range(2):
            deal.action_next_stage()
        deal.activity_ids.action_feedback()
        while application._get_next_stage():
            application.action_next_stage()
        application.action_issue()

    def _load_letters(self, _bank):
        """Put the letters of applications into force: they are shipped as drafts."""
        drafter = self._find_staff((DRAFTER,)).get(DRAFTER)
        if not drafter:
            return
        templates = self._acting(drafter).env["bank.document.template"]
        drafts = templates.search([("model", "=", DOCUMENT), ("state", "=", "draft")])
        if not templates.search_count(
            [("model", "=", DOCUMENT), ("state", "!=", "draft")], limit=1
        ):
            drafts.action_start()
