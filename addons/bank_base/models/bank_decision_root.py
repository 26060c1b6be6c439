# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
import os
from datetime import timedelta

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL, config

from ..tools import decision_chain

_logger = logging.getLogger(__name__)


class BankDecisionRoot(models.Model):
    """The Merkle root over one day's sealed decisions of a company.

    It leaves the database the moment it is made: a file outside of it (option
    ``bank_root_dir`` of the configuration file, otherwise a folder of the data
    directory). Against that file even a chain rewritten as a whole is found.
    """

    _name = "bank.decision.root"
    _description = "Daily Root of Decisions"
    _inherit = ["bank.append.only.mixin"]
    _order = "date desc, company_id"
    _rec_name = "date"

    company_id = fields.Integer(required=True, readonly=True)
    date = fields.Date(required=True, readonly=True)
    first_sequence = fields.Integer(required=True, readonly=True)
    last_sequence = fields.Integer(required=True, readonly=True)
    merkle_root = fields.Char(required=True, readonly=True)
    chain_hash = fields.Char(required=True, readonly=True)
    signature = fields.Char(
        readonly=True,
        help="Ed25519 over the root, by the key that the option bank_root_key of the "
        "configuration file names. Empty: no key is configured.",
    )

    _day_uniq = models.UniqueIndex("(company_id, date)")

    @api.model
    def _publish_days(self, today=None):
        """Make and export the roots of all days that are over and have none yet."""
        today = today or fields.Date.today()
        roots = []
        for company_id, day in self._find_days(today):
            root = self._prepare_root(company_id, day)
            root["signature"] = self._sign(root)
            self._export(root)
            roots.append(root)
        self._insert(roots)
        self._mail(roots)

    def _sign(self, root):
        """Return the signature of a root in hexadecimal digits, or None without key."""
        path = config.get("bank_root_key")
        if not path:
            return None
        with open(path, "rb") as stream:
            key = load_pem_private_key(stream.read(), password=None)
        return key.sign(decision_chain.root_text(root).encode()).hex()

    def _mail(self, roots):
        """Send the roots to whom the parameter ``bank_base.root_mail_to`` names."""
        parameters = self.env["ir.config_parameter"].sudo()
        recipients = parameters.get_param("bank_base.root_mail_to")
        if not roots or not recipients:
            return
        lines = "\n".join(decision_chain.canonical(root) for root in roots)
        self.env["mail.mail"].sudo().create(
            {
                "subject": self.env._("Daily roots of the decision log"),
                "body_html": Markup("<pre>%s</pre>") % lines,
                "email_to": recipients,
                "auto_delete": False,
            }
        )

    def _find_days(self, today):
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT s.company_id, s.date::date
                  FROM bank_decision_seal s
                 WHERE s.date < %s AND s.date >= COALESCE(
                           (SELECT max(r.date) + 1 FROM bank_decision_root r
                             WHERE r.company_id = s.company_id), '-infinity')
              ORDER BY 2, 1
                """,
                today,
            )
        )

    def _prepare_root(self, company_id, day):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT sequence, content_hash, chain_hash FROM bank_decision_seal
                 WHERE company_id = %s AND date >= %s AND date < %s ORDER BY sequence
                """,
                company_id,
                day,
                day + timedelta(days=1),
            )
        )
        return {
            "company_id": company_id,
            "date": fields.Date.to_string(day),
            "first_sequence": rows[0][0],
            "last_sequence": rows[-1][0],
            "merkle_root": decision_chain.merkle_root([row[1] for row in rows]),
            "chain_hash": rows[-1][2],
        }

    @api.model
    def _get_export_dir(self):
        folder = config.get("bank_root_dir") or os.path.join(
            config["data_dir"], "bank_roots"
        )
        return os.path.join(folder, self.env.cr.dbname)

    def _export(self, root):
        """Append the root to this month's file; one JSON object a line."""
        folder = self._get_export_dir()
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, f"roots-{root['date'][:7]}.jsonl")
        with open(path, "a", encoding="utf-8") as stream:
            stream.write(decision_chain.canonical(root) + "\n")

    @api.model
    def _read_exported(self):
        """Return the roots found in the files, oldest first."""
        folder = self._get_export_dir()
        if not os.path.isdir(folder):
            return []
        return decision_chain.read_roots(
            os.path.join(folder, name) for name in sorted(os.listdir(folder))
        )

    @api.model
    def _find_contradiction(self, company_id, roots):
        """Return the first place at which the chain contradicts roots, or False.

        :param roots: mappings as in the exported files
        """
        for root in sorted(roots, key=lambda root: root["last_sequence"]):
            if root["company_id"] != company_id:
                continue
            rows = self._read_range(root)
            expected = list(range(root["first_sequence"], root["last_sequence"] + 1))
            if (
                [row[0] for row in rows] != expected
                or decision_chain.merkle_root([row[1] for row in rows])
                != root["merkle_root"]
                or rows[-1][2] != root["chain_hash"]
            ):
                return root["first_sequence"]
        return False

    def _read_range(self, root):
        return self.env.execute_query(
            SQL(
                """
                SELECT sequence, content_hash, chain_hash FROM bank_decision_seal
                 WHERE company_id = %s AND sequence BETWEEN %s AND %s ORDER BY sequence
                """,
                root["company_id"],
                root["first_sequence"],
                root["last_sequence"],
            )
        )
