# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class BankClientGroupMember(models.Model):
    """Whom a group consists of, from a date to a date."""

    _name = "bank.client.group.member"
    _description = "Member of a Client Group"
    _order = "group_id, is_primary_member desc, id"
    _rec_name = "partner_id"
    _access_logged = True
    _access_log_client = "partner_id"

    group_id = fields.Many2one(
        comodel_name="bank.client.group", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("client_kind", "!=", False)],
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, index=True, related_sudo=True
    )
    role = fields.Char(string="Role in the Group", help="Wife, parent company.")
    roll_up = fields.Boolean(
        string="Counted in Totals",
        default=True,
        help="What he has and owes is added up in the figures of the group.",
    )
    is_primary_member = fields.Boolean(
        string="Head of the Group",
        help="One a group: his address and manager are those of the group.",
    )
    is_primary_group = fields.Boolean(
        string="His Main Group", help="One a client: the group by which he is served."
    )
    date_from = fields.Date(string="Since")
    date_to = fields.Date(string="Until", help="The last day.")

    _check_dates = models.Constraint(
        "CHECK (date_to >= date_from)", "A membership ends after it begins."
    )
    _one_membership = models.Constraint(
        """EXCLUDE USING gist (
            int4range(group_id, group_id, '[]') WITH =,
            int4range(partner_id, partner_id, '[]') WITH =,
            daterange(date_from, date_to, '[]') WITH &&)""",
        "The client is a member of the group on these days already.",
    )
    _one_primary_member = models.Constraint(
        """EXCLUDE USING gist (
            int4range(group_id, group_id, '[]') WITH =,
            daterange(date_from, date_to, '[]') WITH &&) WHERE (is_primary_member)""",
        "A group has one head at a time. Take the mark off the other one first.",
    )
    _one_primary_group = models.Constraint(
        """EXCLUDE USING gist (
            int4range(partner_id, partner_id, '[]') WITH =,
            daterange(date_from, date_to, '[]') WITH &&) WHERE (is_primary_group)""",
        "The client has another main group on these days. Take the mark off there first.",
    )

    @api.model
    def _get_current_domain(self):
        """Return the domain of members of today."""
        today = fields.Date.context_today(self)
        return (Domain("date_from", "=", False) | Domain("date_from", "<=", today)) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._check_members_seen(vals_list)
        members = super().create(vals_list)
        if not self.env.su:
            # a branch that is given, or a default of the caller's, opens no wall
            self.env.add_to_compute(self._fields["branch_id"], members)
            self.env.flush_all()
            members.check_access("create")
        return members

    @api.model
    def _check_members_seen(self, vals_list):
        """Nobody learns a name by putting its number into a group."""
        default = self.default_get(["partner_id"]).get("partner_id")
        ids = {vals.get("partner_id", default) for vals in vals_list} - {None, False}
        self.env["res.partner"].browse(ids).check_access("read")

    def write(self, vals):
        fixed = vals.keys() & {"partner_id", "group_id", "branch_id"}
        if fixed and not self.env.su:
            raise AccessError(
                self.env._("End this membership and add the other client instead.")
            )
        result = super().write(vals)
        # the database compares with what stands in it: in the order of what is done
        self.flush_recordset()
        return result

    def action_open_group(self):
        """Open the card of the group."""
        self.ensure_one()
        self.check_access("read")
        return self.group_id.get_formview_action()
