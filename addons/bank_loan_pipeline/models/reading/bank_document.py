# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...tools import paper_reading


class BankDocument(models.Model):
    """What stands in a paper: proposed from its words, confirmed by a person.

    Another reader is a row of ``_get_paper_readers``.
    """

    _inherit = "bank.document"

    facts = fields.Json(readonly=True, copy=False, exportable=False)
    fact_table = fields.Html(
        string="What Stands in It", compute="_compute_fact_table", sanitize=False
    )

    @api.depends("facts")
    @api.depends_context("lang")
    def _compute_fact_table(self):
        for paper in self:
            rows = [
                {**fact, "date": format_date(self.env, fact["date"])}
                for fact in paper.facts or ()
            ]
            paper.fact_table = bool(rows) and self.env["ir.qweb"]._render(
                "bank_loan_pipeline.paper_facts", {"rows": rows}
            )

    @api.model
    def _get_set_fields(self):
        return super()._get_set_fields() | {"facts"}

    @api.model
    def _get_paper_readers(self):
        """Hook: ``{code: (label, function of a text that returns Found)}``.

        A code that is a field of papers is written there when it is confirmed.
        """
        return {
            "number": (self.env._("Number"), paper_reading.find_numbers),
            "date_issue": (self.env._("Issued On"), paper_reading.find_issued),
            "date_expiry": (self.env._("Good Until"), paper_reading.find_until),
            "inn": (self.env._("INN"), paper_reading.find_inn),
            "ogrn": (self.env._("OGRN"), paper_reading.find_ogrn),
            "amount": (self.env._("Amount, Roubles"), paper_reading.find_amounts),
        }

    def _read_words(self):
        """Return the words of the last version; the caller has asked for its access."""
        self.ensure_one()
        texts_sudo = self.env["bank.document.text"].sudo()
        found = texts_sudo.search([("version_id", "=", self.version_id.id)], limit=1)
        # the first line is the name of the file
        return (found.content or "").partition("\n")[2]

    def _propose_facts(self):
        """Return what the readers find: code, label, value as text and the words."""
        text = self._read_words()
        return [
            {
                "code": code,
                "label": label,
                "value": _write_value(found.value),
                "quote": found.quote,
            }
            for code, (label, read) in self._get_paper_readers().items()
            for found in read(text)
        ]

    def action_read(self):
        """Propose what stands in the paper, with the original beside it."""
        self.ensure_one()
        self.check_access("read")
        if not self.version_id:
            raise UserError(self.env._("There is no file yet."))
        if not self._read_words().strip():
            reason = self.recognition_note or self.env._("There are no words in it.")
            raise UserError(
                self.env._(
                    "Nothing can be proposed from this file. %(reason)s Until then "
                    "enter its dates by hand.",
                    reason=reason,
                )
                if self.recognition == "waiting"
                else self.env._(
                    "Nothing can be proposed from this file. %(reason)s Enter its "
                    "dates by hand.",
                    reason=reason,
                )
            )
        dialog = self.env["bank.document.reading"].create({"document_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Stands in the Paper"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _confirm_facts(self, facts):
        """Keep what a person has confirmed, and fill in the dates that are fields."""
        self.ensure_one()
        self.check_access("write")
        dates = {
            fact["code"]: fact["value"]
            for fact in facts
            if fact["code"] in ("date_issue", "date_expiry")
        }
        if dates:
            self.write(dates)
        kept = [
            {
                **fact,
                "version": self.sudo().version_id.number,
                "user": self.env.user.name,
                "date": fields.Date.to_string(fields.Date.context_today(self)),
            }
            for fact in facts
        ]
        # checked above; what was confirmed is the server's to keep
        self.sudo()._write_step({"facts": [*(self.facts or ()), *kept]})

    def _get_client_inn(self):
        """Return the INN of whose paper it is, as far as the reader sees him."""
        owner = self._get_owners().sudo()
        if owner._name != "res.partner" and "partner_id" not in owner._fields:
            return False
        client = owner if owner._name == "res.partner" else owner.partner_id
        return client.with_env(self.env)._filtered_access("read").inn


def _write_value(value):
    if hasattr(value, "isoformat"):
        return fields.Date.to_string(value)
    return str(value)
