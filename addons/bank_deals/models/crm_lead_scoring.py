# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class CrmLead(models.Model):
    """A deal's probability is that of its stage.

    The predictive scoring of stock leads counts stages of all processes together
    and writes its results by SQL: it neither learns from deals nor touches them.
    """

    _inherit = "crm.lead"

    def _pls_get_naive_bayes_probabilities(self, batch_mode=False, is_tooltip=False):
        deals = self.filtered("process_id")
        plain = self - deals
        probabilities, tooltip = {}, {"probability": 0.0, "scores": []}
        if plain or not deals:
            probabilities, tooltip = super(
                CrmLead, plain
            )._pls_get_naive_bayes_probabilities(
                batch_mode=batch_mode, is_tooltip=is_tooltip
            )
        if not batch_mode:
            probabilities = {
                **probabilities,
                **{deal.id: deal._get_stage_probability() for deal in deals},
            }
        return probabilities, tooltip

    def _get_stage_probability(self):
        """Return percent; a lost deal has none."""
        if not self.active:
            return 0.0
        stage = self.stage_id.sudo()
        return 100.0 if stage.is_won else stage.probability

    def _pls_get_lead_pls_values(self, domain=None):
        plain = self.filtered(lambda lead: not lead.process_id)
        if domain:
            domain = [("process_id", "=", False), *domain]
        elif not plain:
            return {}
        return super(CrmLead, plain)._pls_get_lead_pls_values(domain=domain or [])

    def _pls_increment_frequencies(self, from_state=None, to_state=None):
        plain = self.filtered(lambda lead: not lead.process_id)
        return super(CrmLead, plain)._pls_increment_frequencies(
            from_state=from_state, to_state=to_state
        )
