# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import UserError

# what the bank stands in for with its money: nobody sells it past a decision
LENT = ("credit", "guarantee")


class CrmLead(models.Model):
    """A loan is issued by its deal, once its application is decided on and ready."""

    _inherit = "crm.lead"

    def _check_package_open(self):
        super()._check_package_open()
        # whoever changes a package may know that it is being decided on
        self.sudo().application_ids._check_structure_open()

    def _on_package_changed(self):
        super()._on_package_changed()
        self.sudo().application_ids._lapse_package_changed()

    def _judge(self, moves):
        """Said on the screen and at every door: no process of a bank leaves it out."""
        failures = super()._judge(moves)
        won = self.browse(
            deal.id for deal, (_origin, target) in moves.items() if target.sudo().is_won
        )
        for deal_id, reason in won._get_issue_reasons().items():
            # a check of the process may have said so already, or nothing at all
            found = failures.setdefault(deal_id, [])
            if all(row["reason"] != reason for row in found):
                found.append(self._prepare_refusal(deal_id, reason))
        return failures

    def _filter_lending(self):
        """Return the deals whose product or package lends, where the bank decides.

        A bank that has put no route for applications into force yet decides elsewhere.
        One that has taken its routes back decides here all the same.
        """
        lending = self.filtered(
            lambda deal: (
                {deal.product_id.trade, *deal.facility_ids.product_id.mapped("trade")}
                & set(LENT)
            )
        )
        if not lending:
            return lending
        drawn = [("model", "=", "bank.application"), ("state", "!=", "draft")]
        # that there are routes is no secret
        routes_sudo = self.env["bank.approval.route"].sudo()
        return lending if routes_sudo.search_count(drawn, limit=1) else self.browse()

    def _get_issue_reasons(self):
        """Return ``{id: reason}`` of deals that must not become agreements yet."""
        # whoever wins a deal may know why he cannot
        lending_sudo = self.sudo()._filter_lending()
        if not lending_sudo:
            return {}
        # read together, whatever recordset they have come from
        applications = lending_sudo.application_ids.with_prefetch()._filter_in_work()
        found = applications.grouped(lambda row: row.deal_id.id)
        reasons = applications._get_issue_reasons()
        missing = self.env._("The deal has no application in work")
        result = {}
        for deal in lending_sudo:
            application = found.get(deal.id)
            reason = reasons.get(application.id) if application else missing
            if reason or (reason := application._get_difference_reason(deal)):
                result[deal.id] = reason
        return result

    def _make_agreements(self):
        """The one door to agreements of loans: decided on, ready, and handed over."""
        if reasons := self._get_issue_reasons():
            raise UserError("\n".join(dict.fromkeys(reasons.values())))
        fresh_sudo = self.sudo().filtered(lambda deal: not deal.agreement_ids)
        result = super()._make_agreements()
        # the gate has just been passed: nobody writes agreements by hand
        applications_sudo = self.env["bank.application"].sudo()
        agreements_sudo = self.env["bank.agreement"].sudo()
        for deal_sudo in fresh_sudo.filtered("agreement_ids"):
            if application_sudo := deal_sudo.application_ids._filter_in_work()[:1]:
                applications_sudo += application_sudo
                agreements_sudo += deal_sudo._get_main_agreement()
        agreements_sudo._take_structure(applications_sudo)
        fresh_sudo.agreement_ids._begin()
        return result

    def _get_main_agreement(self):
        """Return that of the deal itself, not of a further facility of its package."""
        return self.agreement_ids.filtered(lambda row: not row.facility_id)[:1]
