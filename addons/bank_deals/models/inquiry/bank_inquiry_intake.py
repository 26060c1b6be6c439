# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .crm_lead import ORIGIN

# what a caller never sets: the server and the acts do
SERVER_FIELDS = (
    "addressee_ids",
    "consent_date",
    "consent_text",
    "date_decided",
    "date_due",
    "date_taken",
    "decline_note",
    "decline_reason",
    "form_id",
    "ip_address",
    "is_joined",
    "is_push_failed",
    "marketing_text",
    "queue_problem",
    "reply_ids",
    "routing_rule_id",
    "user_id",
)
# what an employee may still put right while he works on it
CORRECTED = {
    "contact_name",
    "phone",
    "email",
    "city",
    "product_id",
    "note",
    "source_id",
    "campaign_id",
    "medium_id",
}


class BankInquiry(models.Model):
    """How an inquiry comes in and to whom it goes."""

    _inherit = "bank.inquiry"

    @api.model
    def _receive(self, values):
        """Take in inquiries from outside; the caller is the server and has checked them.

        A number of statements that does not depend on how many they are, beyond those
        of the rows themselves.
        """
        rows_sudo = self.sudo()
        owners = rows_sudo._match_clients(values)
        branches = self.env["bank.branch"]._find_by_cities(
            {row.get("city") for row in values}
        )
        for row, owner in zip(values, owners, strict=True):
            branch = owner.branch_id or branches[row.get("city")]
            branch = branch or rows_sudo._get_intake_branch(row)
            row.update(partner_id=owner.id, branch_id=branch.id)
        return rows_sudo.create(values)

    @api.model
    def _get_intake_branch(self, row):
        """Hook: the branch that gets what comes from a city that no branch serves."""
        form_id = row.get("form_id") or []
        return self.env["bank.inquiry.form"].sudo().browse(form_id).branch_id

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(
            [{**vals, **self._prepare_own_values(vals)} for vals in vals_list]
        )
        rows._settle()
        return rows

    def _prepare_own_values(self, vals):
        given = {"date_queued": fields.Datetime.now()}
        if self.env.su:
            return given
        self._check_taken_down(vals)
        # set, not only defaulted: a default of the caller fills every gap
        return {**given, **dict.fromkeys(SERVER_FIELDS, False)}

    def _check_taken_down(self, vals):
        """Who takes an inquiry down works in its branch and says how it came."""
        site = self.env.ref("bank_deals.bank_channel_site")
        if vals.get("channel_id") == site.id:
            raise UserError(
                self.env._("What comes from the site is not entered by hand.")
            )
        branch_id = vals.get("branch_id")
        if branch_id and branch_id not in self.env.user.sudo().client_branch_ids.ids:
            raise AccessError(
                self.env._("An inquiry is taken down in a branch of one's own.")
            )

    def _settle(self):
        """Find each a queue and, where it can be, a person at once."""
        rows = self.sudo()  # where it goes does not depend on who has taken it down
        rows._direct()
        for row in rows:
            row.date_due = row.queue_id._get_due_date() if row.queue_id else False
        rows._address_managers()
        rows._give_directed()

    def _stay_undirected(self):
        """Nobody is told to call again: a head finds it in his list, with the reason."""
        self.queue_problem = self.env._(
            "No routing rule fits it and no queue takes what has none."
        )

    def _address_managers(self):
        """What comes of a manager's own client is his, unless he is away or full."""
        own = self.filtered(
            lambda row: row.queue_id and not row.addressee_ids and row.partner_id
        )
        managers = own.partner_id.manager_id
        present = managers - managers._find_absent()
        held = self._count_held(own.queue_id)
        limits = {
            (member.queue_id.id, member.user_id.id): member.capacity
            for member in own.queue_id.member_ids
        }
        for row in own:
            manager = row.partner_id.manager_id
            place = (row.queue_id.id, manager.id)
            # without a place in the queue he has no limit there
            room = limits.get(place, held.get(place, 0) + 1) - held.get(place, 0)
            if manager in present and room > 0:
                held[place] = held.get(place, 0) + 1
                row.addressee_ids = [Command.set(manager.ids)]

    # ------------------------------------------------------------ what stays
    def write(self, vals):
        if not self.env.su:
            self._check_corrected(vals)
        return super().write(vals)

    def _check_corrected(self, vals):
        """Who has taken it corrects what was noted; all else has its button."""
        if vals.keys() - CORRECTED:
            raise AccessError(self.env._("An inquiry is changed by its buttons."))
        if self.filtered(lambda row: not row.is_mine):
            raise AccessError(self.env._("Only who has taken it corrects it."))
        self.filtered("is_origin_known")._check_origin_kept(vals)

    def _check_origin_kept(self, vals):
        for row in self:
            given = [name for name in ORIGIN & vals.keys() if row[name]]
            if any(row[name].id != vals[name] for name in given):
                raise AccessError(
                    self.env._(
                        "Where the client has learned of the bank was told by how he "
                        "came: it is not rewritten."
                    )
                )

    def action_take_own(self):
        """Whoever is talking to the client takes what he has just taken down."""
        self.ensure_one()
        self.check_access("read")
        row_sudo = self.sudo()
        if row_sudo.create_uid != self.env.user or row_sudo.form_id:
            raise AccessError(self.env._("It was taken down by somebody else."))
        self._lock_for_queue()
        if row_sudo.state == "new":
            row_sudo._give(self.env.user)
        return self.action_qualify()
