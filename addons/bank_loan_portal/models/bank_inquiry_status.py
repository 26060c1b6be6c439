# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

# what is said to somebody outside the bank, and its colour
WORDS = {
    "waiting": (_lt("Received, waits for an employee of the bank"), "secondary"),
    "taken": (_lt("An employee of the bank works on it"), "info"),
    "declined": (_lt("The bank does not go on with it"), "danger"),
    "preparing": (_lt("The application is being prepared"), "info"),
    "deciding": (_lt("The bank decides"), "info"),
    "approved": (_lt("Approved"), "success"),
    "refused": (_lt("Refused"), "danger"),
    "withdrawn": (_lt("Withdrawn"), "secondary"),
    "signed": (_lt("The agreement is signed"), "success"),
    "closed": (_lt("Closed without an agreement"), "secondary"),
}
# while these last, papers are taken
OPEN = {"waiting", "taken", "preparing"}
DECISIONS = {
    "pending": "deciding",
    "postponed": "deciding",
    "approved": "approved",
    "approved_conditions": "approved",
    "rejected": "refused",
}


class BankInquiry(models.Model):
    """How far an agent's application is, in words for people outside the bank.

    He learns nothing that he has not typed himself but this word and what is missing:
    no reasons, no names, no terms of a decision, not whether the client was known.
    """

    _inherit = "bank.inquiry"

    def _get_agent_status(self):
        """Return the key of what an agent is told."""
        row_sudo = self.sudo()
        if row_sudo.state == "new":
            return "waiting"
        if row_sudo.state in ("taken", "declined"):
            return row_sudo.state
        deal, application = row_sudo.deal_id, row_sudo.application_id
        if deal.won_status == "won":
            return "signed"
        if application.approval_state == "rejected":
            return "refused"
        if application and not application.active:
            return "withdrawn"
        if deal.won_status == "lost" or not deal.active:
            return "closed"
        return DECISIONS.get(application.approval_state, "preparing")

    def _tell_agent(self):
        """Return the word and its colour."""
        word, colour = WORDS[self._get_agent_status()]
        return {"word": str(word), "colour": colour}

    def _is_open_for_papers(self):
        return self._get_agent_status() in OPEN

    def _prepare_agent_papers(self):
        """Return ``[{"slot", "lack", "files"}]``: what is asked for and what is there."""
        row_sudo = self.sudo()
        slots = row_sudo._get_agent_slots()
        papers = slots._read_papers(row_sudo)
        lacks = slots._find_lacks(row_sudo)[row_sudo.id]
        return [
            {
                "slot": slot,
                "lack": lacks.get(slot),
                "count": len(papers[row_sudo.id, slot].filtered("version_id")),
            }
            for slot in slots
        ]

    def _prepare_agent_lines(self):
        """Return ``[(label, value)]`` of what he has typed; nothing else is shown."""
        row_sudo = self.sudo()
        lines = []
        for field in row_sudo.form_id.field_ids:
            value = row_sudo[field.code]
            if value:
                name = f"ir.qweb.field.{row_sudo._fields[field.code].type}"
                options = {"display_currency": row_sudo.currency_id}
                if name in self.env:
                    value = self.env[name].value_to_html(value, options)
                lines.append((field._get_label(), value))
        return lines
