# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models

KEPT = timedelta(days=90)


class BankInquiryLetter(models.Model):
    """A letter to a mailbox of the bank: it is an inquiry, or says why it is none.

    Written by the mail gateway alone. Answers of the same sender come to it by
    themselves and go on into the deal that it has become.
    """

    _name = "bank.inquiry.letter"
    _description = "Letter to a Mailbox"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _rec_name = "subject"
    _access_logged = True
    _access_log_client = "partner_id"

    mailbox_id = fields.Many2one(
        comodel_name="bank.inquiry.mailbox",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    inquiry_id = fields.Many2one(
        comodel_name="bank.inquiry",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        related="inquiry_id.partner_id",
        store=True,
        index="btree_not_null",
        groups=fields.NO_ACCESS,
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch", compute="_compute_branch_id", store=True, index=True
    )
    date = fields.Datetime(string="Came On", required=True, readonly=True)
    sender = fields.Char(string="From", readonly=True)
    sender_name = fields.Char(string="Name of the Sender", readonly=True)
    subject = fields.Char(readonly=True)
    text = fields.Text(readonly=True)
    problem = fields.Selection(
        selection=[
            ("sender", "No address to answer to"),
            ("machine", "Written by a machine"),
            ("empty", "Nothing is said in it"),
            ("flood", "Too many letters"),
            ("closed", "The mailbox is closed"),
        ],
        string="Not Taken In: Why",
        readonly=True,
        index="btree_not_null",
    )
    left_out = fields.Text(
        string="Files Not Taken",
        readonly=True,
        help="Files that an upload would refuse, too.",
    )

    @api.depends("inquiry_id.branch_id", "mailbox_id.branch_id")
    def _compute_branch_id(self):
        for letter in self:
            letter.branch_id = (
                letter.inquiry_id.branch_id or letter.mailbox_id.branch_id
            )

    @api.autovacuum
    def _gc_refused(self):
        """What was not taken in is nobody's matter after a while."""
        limit = fields.Datetime.now() - KEPT
        self.search([("problem", "!=", False), ("date", "<", limit)]).unlink()
