# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.bank_crm_core.tools import contact


class SmsComposer(models.TransientModel):
    """Writing SMS to clients asks the contact gate; what is sent asks it once more."""

    _inherit = "sms.composer"

    contact_purpose = fields.Selection(
        selection=list(contact.PURPOSES),
        string="Purpose",
        default="service",
        required=True,
    )
    contact_blockers = fields.Text(
        string="Who May Not Be Contacted", compute="_compute_contact_blockers"
    )

    @api.depends(
        "contact_purpose",
        "composition_mode",
        "res_model",
        "res_id",
        "res_ids",
        "numbers",
        "recipient_single_number_itf",
    )
    def _compute_contact_blockers(self):
        for composer in self:
            composer.contact_blockers = composer._describe_blocked()

    def _get_contact_pairs(self):
        """Return (partner, number) of everybody this is for."""
        nobody = self.env["res.partner"]
        typed = (self.sanitized_numbers or "").split(",")
        pairs = [(nobody, number) for number in typed if number]
        records = self._get_records()
        if self.composition_mode == "numbers" or not records:
            number = self.recipient_single_number_itf or self.recipient_single_number
            return pairs or [(nobody, number)]
        for info in records._sms_get_recipients_info(
            force_field=self.number_field_name
        ).values():
            number = info["sanitized"] or info["number"]
            if self.comment_single_recipient:
                number = self.recipient_single_number_itf or number
            pairs.append((info["partner"], number))
        return pairs

    def _get_contact_topic(self):
        """Hook: the category of products it is about, for the gate."""
        return None

    def _describe_blocked(self):
        """Return who may not be contacted and why, a line for each, or "".

        Of clients beyond the wall only the number is named, which the writer knows.
        """
        pairs = self._get_contact_pairs()
        purposes = [self.contact_purpose] * len(pairs)
        topics = [self._get_contact_topic()] * len(pairs)
        found = self.env["sms.sms"]._find_blocked(pairs, purposes, topics)
        blocked = self.env["res.partner"].union(*(one for row in found for one in row))
        seen = blocked.sudo(False)._filtered_access("read")
        lines = [
            f"{client.name}: {reason}"
            if client.id in seen.ids
            else self.env._("%(number)s may not be contacted.", number=number)
            for (_partner, number), row in zip(pairs, found, strict=True)
            for client, reason in row.items()
        ]
        return "\n".join(dict.fromkeys(lines))

    def _action_send_sms(self):
        self.env["mail.message"]._check_contact_purpose(self.contact_purpose)
        if self.composition_mode != "mass":
            self._check_contacts()
        purpose = self.env["mail.message"]._with_contact_purpose(self.contact_purpose)
        composer = self.with_context(purpose.env.context)
        return super(SmsComposer, composer)._action_send_sms()

    def _check_contacts(self):
        if self.env.context.get("bank_sms_by_action"):
            return
        if blocked := self._describe_blocked():
            raise UserError(
                self.env._(
                    "Not sent: the contact gate holds it back.\n%(blockers)s",
                    blockers=blocked,
                )
            )

    def _prepare_mass_sms_values(self, records):
        """Leave out whom the gate blocks; the cancelled SMS says why."""
        result = super()._prepare_mass_sms_values(records)
        partners = self.env["res.partner"]
        pairs = [
            (partners.browse(values["partner_id"] or ()), values["number"])
            for values in result.values()
        ]
        purposes = [self.contact_purpose] * len(pairs)
        topics = [self._get_contact_topic()] * len(pairs)
        found = self.env["sms.sms"]._find_blocked(pairs, purposes, topics)
        for values, blocked in zip(result.values(), found, strict=True):
            if blocked and values["state"] == "outgoing":
                lines = [f"{one.name}: {reason}" for one, reason in blocked.items()]
                values["state"] = "canceled"
                values["failure_type"] = "bank_gate"
                values["failure_reason"] = "\n".join(lines)
        return result
