# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import phones

# the last digits of a number, however it is written
SAME_DIGITS = 10


class BankReferralAdd(models.TransientModel):
    """What somebody is interested in, passed on in two clicks from his card."""

    _name = "bank.referral.add"
    _description = "Passing a Referral On"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        domain=[("client_kind", "!=", False)],
        ondelete="cascade",
    )
    name = fields.Char(help="Of somebody who is no client yet.")
    phone = fields.Char()
    category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Interested In",
        required=True,
        ondelete="cascade",
    )
    note = fields.Text(string="What He Said")
    referrer_partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Recommended by",
        domain=[("client_kind", "!=", False)],
        ondelete="cascade",
        help="A client or partner who recommends him: the credit is his.",
    )

    # whom a name and a phone may be: of those whom the employee may see
    candidate_ids = fields.Many2many(
        comodel_name="res.partner", compute="_compute_candidates", string="May Be"
    )
    has_candidates = fields.Boolean(compute="_compute_candidates")
    is_one_candidate = fields.Boolean(compute="_compute_candidates")
    already = fields.Char(string="Passed On Already", compute="_compute_already")

    @api.depends("name", "phone", "partner_id")
    @api.depends_context("uid")
    def _compute_candidates(self):
        for row in self:
            clients = row._find_candidates()
            row.candidate_ids = clients
            row.has_candidates = bool(clients)
            row.is_one_candidate = len(clients) == 1

    def _find_candidates(self):
        """Return the clients who have his phone, or his name by a rule for duplicates."""
        nobody = self.env["res.partner"]
        if self.partner_id or not self.phone or not nobody.has_access("read"):
            return nobody
        digits = phones.digits(self.phone)
        found = self.env["bank.phone.call"]._find_clients([digits]).get(digits, nobody)
        rules = self.env["bank.duplicate.rule"]
        card = nobody.new(
            {"name": self.name, "phone": self.phone, "client_kind": "person"}
        )
        matches = rules._find_matches("person", rules._get_card_keys(card))
        found |= nobody.browse(matches)._filtered_access("read")
        found._note_access()
        return found

    @api.depends("name", "phone", "partner_id", "category_id")
    @api.depends_context("uid", "lang")
    def _compute_already(self):
        """Say that somebody has passed this interest on before: not who, nor of whom."""
        for row in self:
            number = bool(row.category_id) and row._find_open_referral()
            row.already = bool(number) and self.env._(
                "This interest was passed on before and is not decided yet: No. "
                "%(number)s.",
                number=number,
            )

    def _find_open_referral(self):
        if self.partner_id:
            client = self.partner_id._origin._filtered_access("read")
            same = SQL("partner_id = %s", client.id or 0)
        else:
            digits = phones.digits(self.phone)[-SAME_DIGITS:]
            if len(digits) < SAME_DIGITS:
                return False
            same = SQL(
                "right(regexp_replace(prospect_phone, '\\D', '', 'g'), %s) = %s",
                SAME_DIGITS,
                digits,
            )
        self.env["bank.referral"].flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM bank_referral WHERE state IN ('new', 'taken') "
                "AND category_id = %s AND %s ORDER BY id LIMIT 1",
                self.category_id._origin.id,
                same,
            )
        )
        return rows[0][0] if rows else False

    def action_take_candidate(self):
        """It is the one client found: pass it on as his."""
        self.ensure_one()
        if len(self.candidate_ids) == 1:
            self.write(
                {"partner_id": self.candidate_ids.id, "name": False, "phone": False}
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_referral_add_action"
        )
        return {**action, "res_id": self.id, "views": [(False, "form")]}

    def _check_refer(self):
        """Refuse what nobody may pass on: his own interest, nobody's, a hidden client's."""
        clients = self.partner_id | self.referrer_partner_id
        if self.partner_id and self.partner_id == self.referrer_partner_id:
            raise UserError(self.env._("Nobody recommends himself."))
        if not self.partner_id and not (self.name and self.phone):
            raise UserError(
                self.env._("Say who is interested: a client, or a name and a phone.")
            )
        # what was lent by a task is not passed on
        clients.check_access("read")
        clients._check_own_access()

    def _prepare_referral_values(self):
        return {
            "partner_id": self.partner_id.id,
            "prospect_name": not self.partner_id and self.name,
            "prospect_phone": not self.partner_id and self.phone,
            "category_id": self.category_id.id,
            "note": self.note,
            "referrer_partner_id": self.referrer_partner_id.id,
        }

    def action_refer(self):
        self.ensure_one()
        self._check_refer()
        self.env["bank.referral"]._refer([self._prepare_referral_values()])
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Passed on. You will be told what becomes of it."
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
