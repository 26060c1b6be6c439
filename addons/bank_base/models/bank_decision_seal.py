# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
import time

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import decision_chain

_logger = logging.getLogger(__name__)
SEAL_BATCH = 5_000
VERIFY_BATCH = 10_000
CRON_SECONDS = 20


class BankDecisionSeal(models.Model):
    """The place of a decision in the chain of its company.

    Sealing is a short transaction of its own. Its first statement locks the
    table: LOCK takes no snapshot, so the rows read after it include everything
    that an earlier sealer committed, and the chain cannot fork under REPEATABLE
    READ; a unique index on the place stands behind it.
    """

    _name = "bank.decision.seal"
    _description = "Decision Seal"
    _inherit = ["bank.append.only.mixin"]
    _order = "company_id, sequence desc"
    _rec_name = "sequence"

    decision_id = fields.Integer(required=True, readonly=True)
    company_id = fields.Integer(required=True, readonly=True)
    sequence = fields.Integer(required=True, readonly=True)
    content_hash = fields.Char(required=True, readonly=True)
    chain_hash = fields.Char(required=True, readonly=True)
    date = fields.Datetime(string="Sealed On", required=True, readonly=True)

    _decision_uniq = models.UniqueIndex("(decision_id)")
    _place_uniq = models.UniqueIndex("(company_id, sequence)")
    _date_idx = models.Index("(company_id, date)")

    @api.model
    def _cron_seal(self):
        """Seal what was committed, batch by batch, each in its own transaction."""
        deadline = time.monotonic() + CRON_SECONDS
        sealed = SEAL_BATCH
        while sealed == SEAL_BATCH and time.monotonic() < deadline:
            with self.env.registry.cursor() as cr:
                sealed = self.with_env(self.env(cr=cr))._seal_batch()
        self.env["bank.decision.root"]._publish_days()

    @api.model
    def _seal_batch(self, limit=SEAL_BATCH):
        """Chain up to ``limit`` waiting rows; return how many were chained.

        Call it in a fresh transaction: the lock must come before any snapshot.
        """
        cr = self.env.cr
        cr.execute("LOCK TABLE bank_decision_seal IN SHARE ROW EXCLUSIVE MODE")
        rows = self._prepare_seals(self._read_waiting(limit))
        self._insert(rows)
        cr.execute(
            "DELETE FROM bank_decision_unsealed WHERE decision_id = ANY(%s)",
            [[row["decision_id"] for row in rows]],
        )
        return len(rows)

    def _read_waiting(self, limit):
        """Return ``(company, id, hash of the content)`` of decisions without a seal."""
        self.env.cr.execute(
            """
            SELECT d.company_id, d.id, d.content_hash
              FROM bank_decision_unsealed u JOIN bank_decision d ON d.id = u.decision_id
          ORDER BY d.id LIMIT %s
            """,
            [limit],
        )
        return self.env.cr.fetchall()

    def _prepare_seals(self, waiting):
        """Return the rows that go on with the chain of each company."""
        ends = self._read_chain_ends({company for company, _id, _hash in waiting})
        now = fields.Datetime.to_string(fields.Datetime.now())
        rows = []
        for company, decision_id, content in waiting:
            sequence, previous = ends.get(company, (0, decision_chain.GENESIS))
            chain = decision_chain.chain_hash(
                previous, sequence + 1, decision_id, content
            )
            ends[company] = (sequence + 1, chain)
            rows.append(
                {
                    "decision_id": decision_id,
                    "company_id": company,
                    "sequence": sequence + 1,
                    "content_hash": content,
                    "chain_hash": chain,
                    "date": now,
                }
            )
        return rows

    def _read_chain_ends(self, companies):
        """Return ``{company: (last sequence, its chain hash)}``."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (company_id) company_id, sequence, chain_hash
                  FROM bank_decision_seal WHERE company_id = ANY(%s)
              ORDER BY company_id, sequence DESC
                """,
                list(companies),
            )
        )
        return {company: (sequence, chain) for company, sequence, chain in rows}

    @api.model
    def _find_break(self, company_id):
        """Return the first sequence number at which a chain is broken, or False."""
        previous, expected = decision_chain.GENESIS, 1
        while rows := self._read_links(company_id, expected):
            contents = {
                row["id"]: row
                for row in self.env["bank.decision"]._read_content(
                    [row[1] for row in rows]
                )
            }
            for sequence, decision_id, content, chain in rows:
                decision = contents.get(decision_id)
                previous = decision_chain.chain_hash(
                    previous, expected, decision_id, content
                )
                if (
                    sequence != expected
                    or decision is None
                    or decision["company_id"] != company_id
                    or decision["content_hash"] != content
                    or decision_chain.content_hash(decision) != content
                    or previous != chain
                ):
                    return expected
                expected += 1
        return False

    def _read_links(self, company_id, first, last=None):
        """Return up to a batch of seals from place ``first`` on, in order."""
        return self.env.execute_query(
            SQL(
                """
                SELECT sequence, decision_id, content_hash, chain_hash
                  FROM bank_decision_seal
                 WHERE company_id = %s AND sequence >= %s
                   AND (%s::int IS NULL OR sequence <= %s)
              ORDER BY sequence LIMIT %s
                """,
                company_id,
                first,
                last,
                last,
                VERIFY_BATCH,
            )
        )
