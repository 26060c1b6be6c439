# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class BankDocumentDisposalLine(models.Model):
    """One paper of an act, and what became of it."""

    _name = "bank.document.disposal.line"
    _description = "Paper of an Act"
    _order = "id"

    disposal_id = fields.Many2one(
        comodel_name="bank.document.disposal",
        string="Act",
        required=True,
        index=True,
        ondelete="cascade",
    )
    document_id = fields.Many2one(
        comodel_name="bank.document",
        string="Paper",
        required=True,
        index=True,
        ondelete="restrict",
    )
    paper_number = fields.Integer(string="Number", compute="_compute_paper")
    type_id = fields.Many2one(
        comodel_name="bank.document.type", compute="_compute_paper"
    )
    date_retention = fields.Date(string="Kept Until", compute="_compute_paper")
    state = fields.Selection(
        selection=[
            ("listed", "Listed"),
            ("destroyed", "Destroyed"),
            ("kept", "Kept"),
        ],
        required=True,
        default="listed",
        index=True,
    )
    reason = fields.Char(string="Why Kept")

    @api.depends("document_id")
    def _compute_paper(self):
        """An archivist sees kind and term of what he destroys, and not whose it is."""
        for line in self:
            paper_sudo = line.document_id.sudo()
            line.paper_number = paper_sudo.id
            line.type_id = paper_sudo.type_id
            line.date_retention = paper_sudo.date_retention

    @api.model
    def _get_listed_query(self, act):
        """Return SQL of the papers that stand in this act or in one under way."""
        self.flush_model()
        return SQL(
            "SELECT l.document_id FROM bank_document_disposal_line l "
            "JOIN bank_document_disposal a ON a.id = l.disposal_id "
            "WHERE l.state = 'listed' AND (a.id = %s OR a.state = 'approved')",
            act.id,
        )

    def _carry_out(self):
        """Destroy what may be destroyed now; say of the rest why it was kept."""
        papers = self.document_id
        reasons = papers._get_blocking_reasons("destroyed")
        for line in self:
            reason = reasons.get(line.document_id.id)
            if not reason:
                reason = line._try_to_destroy()
            line.write({"state": "kept" if reason else "destroyed", "reason": reason})

    def _try_to_destroy(self):
        """Return why it did not work, or False; the others go on."""
        try:
            with self.env.cr.savepoint():
                self.document_id._destroy(self.disposal_id)
                self.env.flush_all()
        except Exception as error:
            _logger.exception("Paper %s could not be destroyed", self.document_id.id)
            self.env.invalidate_all()
            return str(error)
        return False
