# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.bank_base.tools.formula_memory import FormulaMemory

# what an application has taken from its deal
TAKEN = ("product_id", "partner_id", "currency_id")


class CrmLead(models.Model):
    """A deal asks for its product by an application."""

    _inherit = "crm.lead"

    application_ids = fields.One2many(
        comodel_name="bank.application",
        inverse_name="deal_id",
        string="Applications",
        context={"active_test": False},
        copy=False,
    )

    def _get_gate_triggers(self):
        return (*super()._get_gate_triggers(), "application_ids.stage_id")

    def action_new_application(self):
        """Make the application of the deal and open it."""
        self.ensure_one()
        self.check_access("write")
        application = self.env["bank.application"].create({"deal_id": self.id})
        return application._open()

    def _check_application_possible(self):
        """Refuse unless each of these deals can have an application; tell which not."""
        reasons = self._get_application_blockers()
        if reasons and len(self) == 1:
            raise UserError(reasons[self.id])
        if reasons:
            named = self.browse(reasons).sudo()
            raise UserError(
                "\n".join(f"{deal.display_name}: {reasons[deal.id]}" for deal in named)
            )

    def _get_application_blockers(self):
        """Return ``{id: reason}`` of the deals that can have no application now."""
        found = {deal.id: deal._get_application_blocker() for deal in self}
        return {deal_id: reason for deal_id, reason in found.items() if reason}

    def _get_application_blocker(self):
        """Hook: why no application can be made in a deal, or False."""
        if not self.product_id or not self.active or self.won_status != "pending":
            return self.env._(
                "An application is made in an open deal that sells a product."
            )
        if not self.partner_id.client_kind:
            return self.env._("Choose the client in the deal or register him first.")
        # that there is one is no secret from who may change the deal
        if applied := self.sudo().application_ids._filter_in_work():
            return self.env._(
                "The deal has an application in work: %(number)s. Withdraw it "
                "before another one is made.",
                number=applied[:1].name,
            )
        return False

    def _judge(self, moves):
        """A stage that makes applications lets in who can have one, on every way."""
        failures = super()._judge(moves)
        asking_sudo = self._get_asking(moves).sudo()._filter_not_applied()
        with FormulaMemory(self.env.cr):
            reasons = asking_sudo._get_application_blockers()
        for deal_id, reason in reasons.items():
            refusal = self._prepare_refusal(deal_id, reason)
            failures.setdefault(deal_id, []).append(refusal)
        return failures

    def _after_moves(self, moves):
        super()._after_moves(moves)
        self._get_asking(moves)._make_applications()

    def _get_asking(self, moves):
        return self.browse(
            deal.id
            for deal, (_origin, target) in moves.items()
            if target.sudo().makes_application
        )

    def _filter_not_applied(self):
        return self.filtered(lambda deal: not deal.application_ids._filter_in_work())

    def _make_applications(self):
        """A stage makes the applications for whoever was let onto it, all together."""
        # the gate has been passed; the rows are those of the deals
        deals_sudo = self.sudo()._filter_not_applied()
        with FormulaMemory(self.env.cr):
            deals_sudo.env["bank.application"].create(
                [{"deal_id": deal.id} for deal in deals_sudo]
            )

    def write(self, vals):
        self._check_applied(vals)
        return super().write(vals)

    def _check_applied(self, vals):
        """What is asked for is not changed behind the application."""
        names = set(TAKEN) & vals.keys()
        for deal in self if names else ():
            # that there is one is no secret from who may change its deal
            applied = deal.sudo().application_ids._filter_in_work()
            if applied and (changed := deal._filter_changed(names, vals)):
                raise UserError(
                    self.env._(
                        "Application %(number)s is in work: %(fields)s of the deal can "
                        "no longer be changed. Withdraw the application first.",
                        number=applied.name,
                        fields=", ".join(changed),
                    )
                )
