# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError

# Cyrillic letters that look like Latin ones, in registers and in people's typing
LOOKALIKES = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
# "none", "no number", "1": says of no object which one it is
LEAST_CHARACTERS = 5


class BankCollateral(models.Model):
    """One object stands on one card: its value is not given twice."""

    _inherit = "bank.collateral"

    number_key = fields.Char(
        string="Number to Compare",
        compute="_compute_number_key",
        store=True,
        index="btree_not_null",
        help="Letters and digits alone, however the number was typed.",
    )
    is_entered_twice = fields.Boolean(
        string="Entered Twice", compute="_compute_is_entered_twice"
    )

    @api.depends("number")
    def _compute_number_key(self):
        for collateral in self:
            collateral.number_key = collateral._get_number_key()

    def _get_number_key(self):
        """Return what is compared of the number, or nothing where it tells no object.

        "77:01:0001001:1" is "77010001001" and "1", "х 5" the Latin "X5".
        """
        text = (self.number or "").upper().translate(LOOKALIKES)
        key = re.sub(r"[\W_]", "", text)
        is_number = len(key) >= LEAST_CHARACTERS and any(map(str.isdigit, key))
        return key if is_number else False

    @api.depends("number_key")
    def _compute_is_entered_twice(self):
        """Whoever enters an object learns that it is there, not whose it is."""
        keys = set(self.mapped("number_key")) - {False}
        cards = self.sudo().with_context(active_test=False)
        found = cards.search_fetch([("number_key", "in", list(keys))], ["number_key"])
        by_key = found.grouped("number_key")
        for collateral in self:
            others = by_key.get(collateral.number_key, found.browse())
            collateral.is_entered_twice = bool(others - collateral._origin)

    @api.constrains("number")
    def _check_pledged_once(self):
        """Refuse where another card of the same object is pledged as well.

        Proposed pledges count: an application is covered by them before it is issued.
        """
        keys = set(self.sudo().mapped("number_key")) - {False}
        if not keys:
            return
        pledges = self.env["bank.collateral.pledge"].sudo()
        pledged = pledges.with_context(active_test=False).search(
            [
                ("collateral_id.number_key", "in", list(keys)),
                ("state", "!=", "released"),
            ]
        )
        cards = defaultdict(pledged.collateral_id.browse)
        for card in pledged.collateral_id:
            cards[card.number_key] |= card
        for collateral in self.sudo():
            same = cards[collateral.number_key]
            if collateral in same and len(same) > 1:
                raise ValidationError(
                    self.env._(
                        "An object with the number “%(number)s” is pledged already, "
                        "entered on another card. Pledge that one, or enter the number "
                        "of this one in full.",
                        number=collateral.number,
                    )
                )
