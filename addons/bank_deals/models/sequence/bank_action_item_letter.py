# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import Counter, defaultdict

from odoo import models


class BankActionItem(models.Model):
    """Letters of sequences: judged by the contact gate and written as a set."""

    _inherit = "bank.action.item"

    def _do_give(self):
        """Extended: letters go out by themselves, and are done with it."""
        letters = self.filtered(lambda item: item.template_id.step_kind == "letter")
        reasons = super(BankActionItem, self - letters)._do_give()
        if letters:
            reasons.update(letters._give_letters())
        return reasons

    def _give_letters(self):
        reasons = self._find_letter_problems()
        free = self.filtered(lambda item: item.id not in reasons)
        free._send_letters()
        free._finish()
        return reasons

    def _find_letter_problems(self):
        """Return ``{id: why nothing is written}``, in a fixed number of statements."""
        # who leads the plan works with the client
        reasons = self._find_strangers({item: item.plan_id.user_id for item in self})
        for item in self.filtered(lambda item: item.id not in reasons):
            if not item.partner_id.email:
                reasons[item.id] = self.env._(
                    "%(client)s has no e-mail address.", client=item.partner_id.name
                )
        asked = self.filtered(lambda item: item.id not in reasons)
        return {**reasons, **asked._ask_contact_gate()}

    def _ask_contact_gate(self):
        """Return what the gate objects to, letter by letter as they would leave."""
        documents = self.plan_id._map_documents()
        messages = []
        for item in self:
            document = documents[item.plan_id]
            product = "product_id" in document._fields and document.product_id
            # its words are a setting
            purpose = item.template_id.letter_template_id.sudo().contact_purpose
            messages.append((item.partner_id, purpose, product or None))
        gate = self.env["bank.contact.gate"]
        answers = gate._judge_in_turn(messages, "email") if messages else []
        return {
            item.id: found[item.partner_id.id][1]
            for item, found in zip(self, answers, strict=True)
            if found
        }

    def _send_letters(self):
        """Write to the clients, each letter in the name of who leads its plan."""
        for (letter, leader, _place), items in self._split_letters().items():
            letter_sudo = letter.sudo().with_user(leader).sudo()
            letter_sudo.send_mail_batch(items.plan_id.mapped("res_id"))
        for leader, items in self.grouped(lambda item: item.plan_id.user_id).items():
            items.write({"user_id": leader.id, "state": "open", "problem": False})

    def _split_letters(self):
        """Return ``{(letter, leader, place): items}``, each document once in a part."""
        parts, seen = defaultdict(self.browse), Counter()
        for item in self:
            plan = item.plan_id
            key = item.template_id.letter_template_id, plan.user_id
            document = (*key, plan.res_id)
            parts[(*key, seen[document])] |= item
            seen[document] += 1
        return parts
