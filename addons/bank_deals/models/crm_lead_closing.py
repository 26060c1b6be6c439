# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError

LOST = {"active": False, "probability": 0, "automated_probability": 0}


class CrmLead(models.Model):
    """How a deal ends: won with an agreement, lost with a reason, or merged."""

    _inherit = "crm.lead"

    # Losing

    def _check_lost_reason(self, vals):
        if vals.get("lost_reason_id"):
            return
        silent = self.filtered(
            lambda deal: deal.process_id and deal.active and not deal.lost_reason_id
        )
        if silent:
            raise UserError(
                self.env._(
                    "Say why the deal is lost: press “Lost” and choose the reason. "
                    "It concerns: %(deals)s",
                    deals=", ".join(silent.mapped("display_name")),
                )
            )

    def write(self, vals):
        """Whichever way a deal is put out of work, it is lost: with reason and row."""
        if vals.get("active"):
            return self._write_returning(vals)
        if "active" not in vals:
            return super().write(vals)
        losing = self.filtered(
            lambda deal: (
                deal.process_id and deal.active and not deal.stage_id.sudo().is_won
            )
        )
        losing._check_lost_reason(vals)
        if rest := self - losing:
            super(CrmLead, rest).write(dict(vals))
        if losing:
            super(CrmLead, losing).write({**vals, **LOST})
            losing.filtered(lambda deal: not deal.active)._after_lost()
        return True

    def _write_returning(self, vals):
        """Whichever way a lost deal comes back, nothing of its end stays."""
        returning = self.filtered(
            lambda deal: (
                deal.process_id and not deal.active and not deal.stage_id.sudo().is_won
            )
        )
        result = super().write(vals)
        # fields of the server; that he may bring them back was asked by writing
        for stage, deals in returning.sudo().grouped("stage_id").items():
            chance = stage.probability
            deals.write(
                {
                    **deals._get_ended_values(),
                    "probability": chance,
                    "automated_probability": chance,
                }
            )
        return result

    def _get_ended_values(self):
        """Hook: what a deal in work does not have, whatever it was lost by."""
        return {"lost_reason_id": False, "date_closed": False}

    def _after_lost(self):
        """Hook: what follows once these deals are lost; extend with super()."""
        rows = [
            (deal, {"reason_id": deal.lost_reason_id.id, "stage_id": deal.stage_id.id})
            for deal in self
        ]
        self.env["bank.decision"]._record("deal_lost", rows)

    def action_set_lost(self, **additional_values):
        if reason := additional_values.get("lost_reason_id"):
            self.filtered("process_id").write({"lost_reason_id": reason})
        return super().action_set_lost(**additional_values)

    # Winning

    def _after_moves(self, moves):
        super()._after_moves(moves)
        won = self.browse(
            deal.id for deal, (_origin, target) in moves.items() if target.sudo().is_won
        )
        # of no deal it would still ask what agreements start
        if won:
            won._make_agreements()

    def _make_agreements(self):
        """Won deals become agreements, once, all together; the act goes into the log."""
        fresh = self.filtered(
            lambda deal: deal.product_id and not deal.sudo().agreement_ids
        )
        # read together: each of them would be read by itself below
        fresh.fetch(["attribute_values"])
        # the gate has just been passed: nobody opens an agreement by hand
        agreements_sudo = self.env["bank.agreement"].sudo()
        agreements = agreements_sudo._open_from_deals(
            [deal._prepare_agreement_values() for deal in fresh]
        )
        rows = [
            (deal, deal._prepare_won_payload(agreement))
            for deal, agreement in zip(fresh, agreements, strict=True)
        ]
        self.env["bank.decision"]._record("deal_won", rows)

    def _prepare_agreement_values(self):
        """Hook: what of a won deal stands in its agreement."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return {
            "deal_id": self.id,
            "partner_id": self.partner_id.id,
            "product_id": self.product_id.id,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "rate": self.rate,
            "term_months": self.term_months,
            "date_start": today,
            "date_end": today + relativedelta(months=self.term_months or 0),
            "attribute_values": self.read(["attribute_values"])[0]["attribute_values"],
        }

    def _prepare_won_payload(self, agreement):
        return {
            "agreement_id": agreement.id,
            "product_id": self.product_id.id,
            "process_id": self.process_id.id,
            "process_version": self.process_id.sudo().version,
            "stage": self.stage_id.sudo().with_context(lang=None).name,
            "amount": str(self.amount),
            "currency": self.currency_id.name,
            "term_months": self.term_months,
            "rate": str(self.rate),
        }

    # Merging

    def _merge_opportunity(
        self, user_id=False, team_id=False, auto_unlink=True, max_length=5
    ):
        """Deals are joined within one client and process; nothing is deleted."""
        deals = self.filtered("process_id")
        if not deals:
            leads = super(CrmLead, self.with_context(bank_stock_merge=True))
            return leads._merge_opportunity(
                user_id, team_id, auto_unlink, max_length
            ).with_env(self.env)
        self._check_mergeable(deals)
        head = super()._merge_opportunity(user_id, team_id, False, max_length)
        reason = self.env.ref("bank_deals.crm_lost_reason_merged")
        # the right to every merged record was checked when it was read and written
        tail_sudo = (self - head).sudo()
        tail_sudo.action_set_lost(lost_reason_id=reason.id)
        return head

    def _get_lead_duplicates(self, partner=None, email=None, include_lost=False):
        """Stock joins what it finds by itself; deals are joined by somebody who looks."""
        found = super()._get_lead_duplicates(partner, email, include_lost)
        return found.filtered(lambda lead: not lead.process_id)

    def _check_mergeable(self, deals):
        if (
            deals != self
            or len(self.process_id) > 1
            or len(self.partner_id.commercial_partner_id) > 1
            or len(self.product_id) > 1
        ):
            raise UserError(
                self.env._(
                    "Only deals of one client, product and process can be merged."
                )
            )
        if self.filtered(lambda deal: deal.won_status != "pending"):
            raise UserError(self.env._("A deal that is closed cannot be merged."))
        self.check_access("write")
