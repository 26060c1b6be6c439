# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import tally as core


class BankCommitteeItem(models.Model):
    """Who presides over one matter: the chairman, his deputy, or one elected for it."""

    _inherit = "bank.committee.item"

    elected_id = fields.Many2one(
        comodel_name="bank.committee.member",
        string="Elected to Preside",
        domain="[('committee_id', '=', committee_id)]",
        copy=False,
        ondelete="restrict",
        help="Whom the members have elected for this matter, where neither the chairman "
        "nor his deputy takes part; before the first vote.",
    )
    presided_id = fields.Many2one(
        comodel_name="bank.committee.member",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    presiding_id = fields.Many2one(
        comodel_name="bank.committee.member",
        string="Presides",
        compute="_compute_presiding_id",
    )
    is_chair_missing = fields.Boolean(compute="_compute_presiding_id")

    @api.depends(
        "state", "elected_id", "recusal_ids", "meeting_id.present_ids", "presided_id"
    )
    def _compute_presiding_id(self):
        for item in self:
            item_sudo = item.sudo()
            item.presiding_id = item_sudo.presided_id or item_sudo._find_presiding()
            item.is_chair_missing = (
                item.state in ("agenda", "voting")
                and not item.presiding_id
                and item_sudo._needs_chair()
            )

    def _needs_chair(self):
        committee = self.committee_id
        return committee.rule == "chairman" or (
            committee.rule == "majority" and committee.has_casting_vote
        )

    def _get_chair_order(self):
        seats = self.meeting_id._get_chair_order() or (
            self.committee_id._get_seats_of_chairmen()
        )
        return [*seats, *self.elected_id]

    def _find_presiding(self):
        """Return the seat of who presides over this matter, or an empty set."""
        nobody = self.env["bank.committee.member"]
        if not self.committee_id:
            return nobody
        present = self._get_present()
        if present is not None:
            # whoever has voted was there, whatever is noted afterwards
            present |= set(self.vote_ids.member_id.ids)
        key = core.preside(
            [seat.id for seat in self._get_chair_order()],
            self.committee_id._get_members(nobody),
            self._get_barred().ids,
            present,
        )
        return nobody.browse(key)

    def write(self, vals):
        if "elected_id" in vals and not self.env.su:
            self._check_election(self.env["bank.committee.member"], vals["elected_id"])
        result = super().write(vals)
        if "elected_id" in vals and not self.env.su:
            self._log_item("elected")
        return result

    def _check_election(self, seats, seat_id):
        """Refuse whom the members could not have elected, or not any more."""
        self._check_secretary()
        seat = seats.browse(seat_id).exists()
        for item_sudo in self.sudo():
            if item_sudo.vote_ids:
                raise UserError(
                    self.env._(
                        "Votes are in: who presides stands. Postpone the matter instead."
                    )
                )
            present = item_sudo._get_present()
            if seat and (
                seat.committee_id != item_sudo.committee_id
                or seat in item_sudo._get_barred()
                or (present is not None and seat.id not in present)
            ):
                raise UserError(
                    self.env._("Only a member who takes part in the matter presides.")
                )

    def _check_presided(self):
        """Where the chairman decides, somebody has to be in the chair."""
        for item_sudo in self.sudo():
            if item_sudo.committee_id.rule != "chairman" or item_sudo.presiding_id:
                continue
            if item_sudo.committee_id.member_ids - item_sudo._get_barred():
                raise UserError(
                    self.env._(
                        "Nobody presides over “%(matter)s”: the chairman and his deputy "
                        "take no part. Note whom the members elect for it before they "
                        "vote, or postpone it.",
                        matter=item_sudo.name,
                    )
                )
