# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankInteractionSummary(models.Model):
    """A note of a contact with readers of its own. Rows are never changed: what was
    written is what was written.

    Who reads is said by global rules, so that search, groups, names and exports are
    told nothing else; the model keeps no messages that could repeat it.
    """

    _name = "bank.interaction.summary"
    _description = "Note of a Contact"
    _order = "id"
    _rec_name = "author_id"
    _access_logged = True
    _access_log_client = "partner_id"

    interaction_id = fields.Many2one(
        comodel_name="bank.interaction",
        string="Contact",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        related="interaction_id.partner_id", store=True, index=True
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    author_id = fields.Many2one(
        comodel_name="res.users",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    confidentiality = fields.Selection(
        selection=[
            ("client", "Everybody Who Sees the Client"),
            ("heads", "Heads of the Branch and I"),
            ("named", "Named Employees and I"),
        ],
        string="Who Reads It",
        required=True,
        readonly=True,
        default="client",
    )
    reader_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_interaction_summary_reader_rel",
        column1="summary_id",
        column2="user_id",
        string="Readers",
        readonly=True,
    )
    body = fields.Text(string="Note", required=True, readonly=True)
