# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankApplication(models.Model):
    """From the decision to the agreement: what is missing, and the button."""

    _inherit = "bank.application"

    agreement_ids = fields.One2many(
        comodel_name="bank.agreement",
        inverse_name="application_id",
        string="Agreements",
        readonly=True,
        copy=False,
    )
    can_issue = fields.Boolean(compute="_compute_can_issue")
    is_issued = fields.Boolean(string="Issued", compute="_compute_is_issued")

    @api.depends("agreement_ids")
    def _compute_is_issued(self):
        for application in self:
            # that it was issued is no secret from who reads the application
            application.is_issued = bool(application.sudo().agreement_ids)

    @api.depends("stage_id", "approval_state", "agreement_ids")
    def _compute_can_issue(self):
        for application in self:
            application.can_issue = (
                application.active
                and not application.is_issued
                and application.sudo().deal_id.won_status == "pending"
                and not application._get_next_stage()
            )

    # What is missing

    def _get_issue_reasons(self):
        """Return ``{id: reason}`` of those that must not be issued.

        Whatever stages and checks a bank has drawn: the decision holds on the very
        terms, and what it asks for before the issue is done.
        """
        checks = self.env["bank.check"]
        reasons = {
            **checks._find_failures_precedents(self),
            **checks._find_failures_approval(self),
        }
        for application in self:
            if application._get_next_stage():
                reasons.setdefault(
                    application.id,
                    self.env._(
                        "Application %(number)s is on its stage “%(stage)s”",
                        number=application.name,
                        stage=application.stage_id.name,
                    ),
                )
        return reasons

    def _get_difference_reason(self, deal):
        if not self._find_differences(deal):
            return False
        return self.env._(
            "Amount, term or rate of the deal are not those of application %(number)s",
            number=self.name,
        )

    def _get_approval_package(self):
        """What else is sold in the deal is decided on with it."""
        return self.sudo().deal_id.facility_ids

    def _get_risk_roots(self):
        """An application and its deal are one risk."""
        roots = {row: row.sudo().deal_id for row in self}
        return {row.id: (deal._name, deal.id) for row, deal in roots.items()}

    def _filter_promised(self):
        """What is issued is owed by its agreement, what is withdrawn by nobody."""
        return (
            super()
            ._filter_promised()
            .filtered(
                lambda row: (
                    row.active
                    and row.sudo().deal_id.active
                    and row.sudo().deal_id.won_status == "pending"
                )
            )
        )

    # Issuing

    def action_issue(self):
        """Win the deals of these applications: that is the way to their agreements."""
        self.check_access("write")
        if not self or any(not application.can_issue for application in self):
            raise UserError(
                self.env._(
                    "Issued are applications on their last stage, whose deals are open."
                )
            )
        for process, deals in self.deal_id.grouped("process_id").items():
            won = process.sudo()._get_stages().filtered("is_won")[:1]
            if not won:
                raise UserError(self.env._("The deal has no process to be won by."))
            # its gate judges them, and makes the agreements all together
            deals.write({"stage_id": won.id})
        self.invalidate_recordset(["agreement_ids"])
        return self._open() if len(self) == 1 else True

    def action_open_agreements(self):
        self.check_access("read")
        agreements = self.agreement_ids
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_agreement_action"
        )
        action["domain"] = [("id", "in", agreements.ids)]
        if len(agreements) == 1:
            action |= {"res_id": agreements.id, "views": [(False, "form")]}
        return action

    # Afterwards it stays as it was issued

    def _get_approval_used(self):
        """What is issued has been carried out: its agreement is counted, not it."""
        used = self.filtered(lambda application: application.sudo().agreement_ids)
        return super()._get_approval_used() | used

    def _check_not_issued(self):
        if self._get_approval_used():
            raise UserError(
                self.env._(
                    "It is issued: what was decided on stays. Changes are made to the "
                    "agreement."
                )
            )

    def write(self, vals):
        if vals.keys() & {*self._approval_fields, "stage_id", "active", "date_start"}:
            self._check_not_issued()
        return super().write(vals)

    def _lapse_structure(self):
        """A pledge is released one day: the decision it was issued by is over."""
        return super(
            BankApplication, self - self._get_approval_used()
        )._lapse_structure()

    def _check_structure_open(self):
        super()._check_structure_open()
        self._check_not_issued()
