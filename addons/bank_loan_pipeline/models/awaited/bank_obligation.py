# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

ENDED = """
    UPDATE bank_obligation o
       SET state = CASE WHEN d.date_met IS NULL THEN 'cancelled' ELSE 'done' END,
           date_done = now() AT TIME ZONE 'UTC', notice_state =
           CASE WHEN o.notice_state = 'sent' THEN 'sent' ELSE 'none' END
      FROM bank_obligation_kind k, bank_document d
     WHERE k.id = o.kind_id AND k.event = 'paper_due'
       AND o.state IN ('open', 'missed')
       AND d.id = CASE WHEN o.source_key ~ '^[0-9]+$' THEN o.source_key::int END
       AND (d.date_met IS NOT NULL OR d.state IN ('withdrawn', 'destroyed'))
    RETURNING o.id
"""


class BankObligation(models.Model):
    """The reminder of a paper that is awaited; it ends with the paper and not by hand."""

    _inherit = "bank.obligation"

    @api.model
    def _find_paper_due(self, kind, today):
        """Once for each paper, some days before it has to be there."""
        return SQL(
            """
            SELECT d.awaited_from_id, a.id, d.date_due, d.id::text, d.name
              FROM bank_document d
              JOIN bank_agreement a ON a.id = d.res_id
             WHERE d.res_model = 'bank.agreement' AND d.date_met IS NULL
               AND d.state IN ('draft', 'refused', 'expired') AND d.date_due <= %s
               AND a.state IN ('active', 'defaulted')
               AND (%s::int IS NULL OR d.type_id = %s) AND %s
            """,
            fields.Date.add(today, days=kind.lead_days),
            kind.document_type_id.id or None,
            kind.document_type_id.id or None,
            self._get_product_condition(kind),
        )

    @api.model
    def _close_not_due(self, today):
        self.env.execute_query(SQL(ENDED))
        return super()._close_not_due(today)

    def _get_close_blocker(self):
        """A paper is not ticked off: a second person accepts what was brought."""
        reasons = super()._get_close_blocker()
        duties = self.sudo().filtered(lambda duty: duty.event == "paper_due")
        if not duties:
            return reasons
        papers = self.env["bank.document"].sudo()
        # a key with a day behind it is that of a day that was moved
        keys = [duty.source_key for duty in duties if duty.source_key.isdecimal()]
        papers = papers.browse(map(int, keys)).exists()
        open_ids = {
            str(paper.id)
            for paper in papers
            if not paper.date_met and paper.state not in ("withdrawn", "destroyed")
        }
        for duty in duties:
            if duty.source_key in open_ids:
                reasons[duty.id] = self.env._(
                    "“%(name)s” is still awaited. Upload it in the dossier of the "
                    "agreement; the reminder ends when a second person accepts it.",
                    name=duty.subject,
                )
        return reasons
