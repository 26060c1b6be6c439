# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError

# what the worth of a deal is reckoned from
WORTH = {"product_id", "amount", "currency_id"}
CHANCES = {"probability", "automated_probability"}
RECKONED = {"expected_revenue", *CHANCES}


class CrmLead(models.Model):
    """What a deal is worth and how likely it is are reckoned, never typed.

    Plans, forecasts and gates count by both. Stock lets anybody enter them: a lead
    without a process stays stock's.
    """

    _inherit = "crm.lead"

    def _add_missing_default_values(self, values):
        """A deal begins in work, with the worth and the probability of its own.

        Forms send what they show before a product is chosen: it is left out. No
        context and no default of the caller's fills the gap.
        """
        result = super()._add_missing_default_values(values)
        if not result.get("process_id"):
            return result
        kept = values.keys() if self.env.su else ()
        for name in RECKONED.difference(kept):
            result.pop(name, None)
        if "active" not in kept:
            self._check_begins_in_work(values)
            result["active"] = True
        return result

    def _check_begins_in_work(self, values):
        if not values.get("active", True):
            raise UserError(
                self.env._("A deal begins in work. Close it as lost, with its reason.")
            )

    def write(self, vals):
        if RECKONED & vals.keys():
            vals = self._drop_reckoned(vals)
            self._check_worth(vals)
            self._check_probability(vals)
        return super().write(vals)

    def _drop_reckoned(self, vals):
        """A form sends what it has reckoned itself: the server reckons it again."""
        dropped = set()
        if self.env.su or not (self.process_id or vals.get("product_id")):
            return vals
        if WORTH & vals.keys():
            dropped.add("expected_revenue")
        if {"product_id", "process_id"} & vals.keys():
            dropped |= CHANCES
        return {name: value for name, value in vals.items() if name not in dropped}

    def _check_worth(self, vals):
        if "expected_revenue" not in vals or self.env.su:
            return
        for deal in self.filtered("process_id"):
            if deal._filter_changed({"expected_revenue"}, vals):
                raise UserError(
                    self.env._(
                        "What a deal is worth is reckoned from its amount and its "
                        "package. Change those."
                    )
                )

    def _check_probability(self, vals):
        """Compare with the stage on which the deals will stand."""
        given = [vals[name] for name in CHANCES & vals.keys()]
        target_sudo = self.stage_id.sudo().browse(vals.get("stage_id") or [])
        for deal in self.filtered("process_id") if given else ():
            stage_sudo = target_sudo or deal.stage_id.sudo()
            expected = 100.0 if stage_sudo.is_won else stage_sudo.probability
            if not vals.get("active", deal.active):
                expected = 0.0
            if any((value or 0.0) != expected for value in given):
                raise UserError(
                    self.env._(
                        "The probability of a deal is that of its stage. Move the deal."
                    )
                )

    def _merge_data(self, fnames=None):
        """Stock takes the first worth that it finds: that of a deal follows its terms."""
        data = super()._merge_data(fnames)
        if self.process_id:
            data.pop("expected_revenue", None)
        return data
