# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .bank_document_await import Wait


class BankAgreement(models.Model):
    """What is still awaited of an agreement."""

    _inherit = "bank.agreement"

    awaited_count = fields.Integer(
        string="Awaited Papers", compute="_compute_awaited_count"
    )
    awaited_late_count = fields.Integer(
        string="Late Papers", compute="_compute_awaited_count"
    )

    @api.depends("document_ids.state", "document_ids.date_due")
    @api.depends_context("uid")
    def _compute_awaited_count(self):
        papers = self.env["bank.document"]
        own = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        open_papers = [
            *own,
            ("date_due", "!=", False),
            ("date_met", "=", False),
            ("state", "not in", ("withdrawn", "destroyed")),
        ]
        awaited = papers._read_group(open_papers, ["res_id"], ["__count"])
        late = papers._read_group(
            [*own, *papers._get_late_domain()], ["res_id"], ["__count"]
        )
        awaited, late = dict(awaited), dict(late)
        for agreement in self:
            agreement.awaited_count = awaited.get(agreement.id, 0)
            agreement.awaited_late_count = late.get(agreement.id, 0)

    def _begin(self):
        """With the agreement, the papers are awaited that it was decided to ask for."""
        result = super()._begin()
        self._await_papers()
        return result

    def _await_papers(self):
        """Keep places for what rules and the decision ask for, of all of them at once."""
        slots_sudo = self.env["bank.document.slot"].sudo()
        slots = slots_sudo.search(
            [("model", "=", self._name), ("wait_regime_id", "!=", False)]
        )
        nothing = self.env["bank.approval.condition"].sudo()
        own = self.sudo().filtered(lambda row: row.date_start)
        papers = self.env["bank.document"]
        waits = [
            wait
            for slot, agreements in slots._find_applicable(own).items()
            for agreement in agreements
            if (wait := papers._get_first_wait(agreement, slot, nothing))
        ]
        papers._await(waits + own._get_condition_waits())

    def _get_condition_waits(self):
        """Return what decisions ask for after the issue, each once."""
        nowhere = self.env["bank.document.slot"].sudo()
        return [
            Wait(agreement, nowhere, condition, agreement.date_start)
            for agreement in self
            for condition in agreement.application_id.approval_id.condition_ids
            if condition.kind == "subsequent" and condition.state == "open"
        ]

    def _ask_for(self, kind, name, date_due, reason):
        """Await one paper that neither a place nor the decision asks for; return it."""
        self.ensure_one()
        self._check_may_ask()
        papers = self.env["bank.document"]
        if not kind:
            raise UserError(self.env._("Choose the type of the paper."))
        self._check_may_ask_for(kind)
        reason = papers._check_due(date_due, reason)
        # who may ask has been checked; the place kept for it is the system's
        paper_sudo = papers.sudo()._await_by_hand(self.sudo(), kind, name, date_due)
        self.sudo().message_post(body=self._tell_asked(paper_sudo, reason))
        return paper_sudo.with_env(self.env)

    def _tell_asked(self, paper, reason):
        """Say in the history what is awaited: who reads that may not read all papers."""
        day = format_date(self.env, paper.date_due)
        if paper.type_id.read_group_ids:
            return self.env._("A paper is awaited by %(date)s.", date=day)
        return self.env._(
            "“%(name)s” is awaited by %(date)s: %(reason)s",
            name=paper.name,
            date=day,
            reason=reason,
        )

    @api.model
    def _check_may_ask_for(self, kind):
        """A type is asked for by who may read and upload it."""
        kind_sudo = kind.sudo()  # who may is a setting, no secret
        groups = self.env.user.all_group_ids
        for wanted in (kind_sudo.read_group_ids, kind_sudo.upload_group_ids):
            if wanted and not wanted & groups:
                raise AccessError(
                    self.env._(
                        "“%(name)s” is asked for by: %(groups)s. Ask one of them.",
                        name=kind_sudo.name,
                        groups=", ".join(wanted.mapped("name")),
                    )
                )

    def _check_may_ask(self):
        self.check_access("read")
        is_officer = self.env["bank.document"]._is_officer()
        if not (is_officer or self._filter_dossier_changeable()):
            raise AccessError(
                self.env._(
                    "A paper is asked for by who serves the client or by a document "
                    "officer."
                )
            )
        if self.sudo().state not in ("active", "defaulted"):
            raise UserError(self.env._("Papers are awaited of agreements in force."))

    def action_open_awaited(self):
        """List what is awaited of these agreements."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_loan_pipeline.bank_document_action_awaited"
        )
        return {
            **action,
            "domain": [
                ("res_model", "=", "bank.agreement"),
                ("res_id", "in", self.ids),
                ("date_due", "!=", False),
            ],
            "context": {"search_default_waiting": 1},
        }
