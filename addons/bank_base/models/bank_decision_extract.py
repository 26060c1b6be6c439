# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import decision_chain


class BankDecision(models.Model):
    """Single rows of the log, each with the proof that it stood in it."""

    _inherit = "bank.decision"

    def action_export_extract(self):
        """Give the auditor a file that ``tools/decision_chain.py`` checks alone."""
        self.check_access("read")
        extract = {"format": 1, "rows": self._prepare_extract()}
        self._record("export", [(None, {"decision_ids": sorted(self.ids)})])
        # the right to every row was checked above; an auditor writes nothing himself
        attachment_sudo = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": "decisions.json",
                    "mimetype": "application/json",
                    "datas": base64.b64encode(
                        decision_chain.canonical(extract).encode()
                    ),
                }
            )
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{attachment_sudo.id}?download=true",
            "target": "self",
        }

    def _prepare_extract(self):
        """Return the rows with their Merkle paths and the roots of their days."""
        contents = {row["id"]: row for row in self._read_content(self.ids)}
        places = {row[1]: row for row in self._read_seals()}
        companies = {content["company_id"] for content in contents.values()}
        roots = (
            self.env["bank.decision.root"]
            .sudo()
            .search([("company_id", "in", list(companies))])
        )
        rows, hashes = [], {}
        for decision_id, content in sorted(contents.items()):
            sequence = places.get(decision_id, (0,))[0]
            root = roots._find_covering(content, sequence)
            if root not in hashes:
                hashes[root] = [row[1] for row in root._read_range(root._to_export())]
            rows.append(root._prove(content, sequence, hashes[root]))
        return rows

    def _read_seals(self):
        return self.env.execute_query(
            SQL(
                "SELECT sequence, decision_id FROM bank_decision_seal "
                "WHERE decision_id = ANY(%s)",
                self.ids,
            )
        )


class BankDecisionRoot(models.Model):
    _inherit = "bank.decision.root"

    def _to_export(self):
        """Return the root as it left the database."""
        self.ensure_one()
        return {
            "company_id": self.company_id,
            "date": str(self.date),
            "first_sequence": self.first_sequence,
            "last_sequence": self.last_sequence,
            "merkle_root": self.merkle_root,
            "chain_hash": self.chain_hash,
            "signature": self.signature or None,
        }

    def _prove(self, content, sequence, hashes):
        """Return one row with its path to this root.

        :param hashes: of the contents of the root's day, in the order of the chain
        """
        place = sequence - self.first_sequence
        return {
            **{name: content[name] for name in decision_chain.CONTENT_FIELDS},
            "sequence": sequence,
            "path": decision_chain.merkle_path(hashes, place),
            "root": self._to_export(),
        }

    def _find_covering(self, content, sequence):
        """Return the root of the day on which a row was sealed."""
        root = self.filtered(
            lambda root: (
                root.company_id == content["company_id"]
                and root.first_sequence <= sequence <= root.last_sequence
            )
        )
        if not root:
            raise UserError(
                self.env._(
                    "Decision %(id)s has no daily root yet: it gets one when its day "
                    "is over. Take it out of the extract or wait.",
                    id=content["id"],
                )
            )
        return root
