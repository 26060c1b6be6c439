# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError, UserError

REFERENCE_SIZE = 64
MOST = 1_000


class BankOutbox(models.Model):
    """The other system says under which number it has taken a message."""

    _inherit = "bank.outbox"

    @api.model
    def confirm(self, answers):
        """Entry point of other systems: note under which numbers they took messages.

        Asked again with the same answer, nothing changes.

        :param answers: list of ``{"key", "reference"}``
        :return: ``{"confirmed": count, "refused": [{"key", "reason"}]}``
        """
        if not self.env.user.has_group("bank_base.group_bank_integration"):
            raise AccessError(self.env._("Only another system confirms messages."))
        if not isinstance(answers, list) or len(answers) > MOST:
            raise UserError(
                self.env._("A list of at most %(count)s answers.", count=MOST)
            )
        keys = [row.get("key") for row in answers if isinstance(row, dict)]
        texts = [key for key in keys if isinstance(key, str)]
        # checked above: the integration role alone, for messages of the server
        known = self.sudo().search([("key", "in", texts)]).grouped("key")
        refused = []
        for answer in answers:
            key = answer.get("key") if isinstance(answer, dict) else None
            message = known.get(key) if isinstance(key, str) else None
            if reason := self._confirm_one(message, answer):
                refused.append({"key": key, "reason": reason})
        return {"confirmed": len(answers) - len(refused), "refused": refused}

    def _confirm_one(self, message, answer):
        """Note one answer; return why it cannot be, or False."""
        if not message:
            return self.env._("No message has this key.")
        reference = answer.get("reference")
        if not isinstance(reference, str) or not 0 < len(reference) <= REFERENCE_SIZE:
            return self.env._("An answer brings the number there, as text.")
        if message.state == "confirmed":
            if message.reference == reference:
                return False
            return self.env._("It is confirmed already, under another number.")
        try:
            with self.env.cr.savepoint():
                message._transition("confirmed", reference=reference, problem=False)
                message._tell_document()
                self.env.flush_all()
        except UserError as error:
            message.invalidate_recordset()
            return str(error)
        return False

    def _tell_document(self):
        """Hook of documents: ``_on_outbox_confirmed(message)``."""
        document = self.env[self.res_model].browse(self.res_id).exists()
        if document and hasattr(document, "_on_outbox_confirmed"):
            document._on_outbox_confirmed(self)
