# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ...tools import contact, phones

DEFAULT_ZONE = "Europe/Moscow"


class ResPartner(models.Model):
    """The contact gate asked of clients, and what their card shows of it."""

    _inherit = "res.partner"

    consent_ids = fields.One2many(
        comodel_name="bank.consent", inverse_name="partner_id", string="Consents"
    )
    suppression_ids = fields.One2many(
        comodel_name="bank.suppression", inverse_name="partner_id"
    )
    card_consent_ids = fields.Many2many(
        comodel_name="bank.consent",
        compute="_compute_contact_gate",
        string="What Holds",
    )
    card_suppression_ids = fields.Many2many(
        comodel_name="bank.suppression",
        compute="_compute_contact_gate",
        string="Do Not Disturb",
    )
    contact_gate = fields.Json(compute="_compute_contact_gate")

    def _get_contact_blocker(self, channel, purpose, product=None):
        """Return why this client may not be contacted now, as a sentence, or False."""
        self.ensure_one()
        return self._get_contact_blockers(channel, purpose, product).get(
            self._origin.id, False
        )

    def _get_contact_blockers(self, channel, purpose, product=None):
        """Return ``{id: reason}`` of those who may not be contacted, in one go."""
        found = self.env["bank.contact.gate"]._find_blockers(
            self, channel, purpose, product
        )
        return {partner_id: reason for partner_id, (_kind, reason) in found.items()}

    def _get_contact_client(self):
        """Return the client whose consents speak for this partner, or nobody."""
        if self.client_kind:
            return self
        return self.parent_id if self.parent_id.client_kind else self.browse()

    @api.model
    def _get_contact_hour_fields(self):
        """Hook: the stored columns that zone and hours of a client depend on.

        The contact gate asks one of all who have the same values in them.
        """
        return ["tz"]

    def _get_contact_number(self):
        """Return the first phone as the stock list of refusals keeps it, or ""."""
        return phones.normalise(self.phone or "", self._get_phone_region())

    def _get_contact_zone(self):
        """Hook: the time zone in which the client's hours are meant."""
        return self.tz or self.env.company.partner_id.tz or DEFAULT_ZONE

    def _get_contact_hours(self, policy):
        """Hook: (from, to) of weekdays and of weekends, as the policy has them."""
        return (
            (policy.hour_from, policy.hour_to),
            (policy.hour_weekend_from, policy.hour_weekend_to),
        )

    @api.depends("consent_ids", "suppression_ids.date_lifted", "tz")
    def _compute_contact_gate(self):
        """May we call or write now, and what decides it: read once for all of it.

        Whoever may read a client may read what he has allowed.
        """
        facts = self.env["bank.contact.gate"]._read_facts(self._origin)
        answers = self._origin._judge_all_channels(facts)
        for partner in self:
            client = partner._origin
            partner.card_consent_ids = client._sort_consents(facts)
            partner.card_suppression_ids = [
                fields.Command.set(
                    [row["id"] for row in facts["suppressions"].get(client.id, ())]
                )
            ]
            partner.contact_gate = answers.get(client.id, [])

    def _judge_all_channels(self, facts):
        """Return ``{id: rows of the card}``, one for each channel with a policy."""
        gate, people = self.env["bank.contact.gate"], list(facts["people"].values())
        rows = {key: [] for key in self.ids}
        asked = {channel_id for _purpose, channel_id in facts["policies"]}
        for code, channel in facts["channels"].items():
            if channel.id not in asked:
                continue
            answers = {}
            for purpose, _label in contact.JUDGED:
                question = gate._prepare_question(facts, code, purpose)
                answers[purpose] = gate._judge(people, facts, question)
            for key in self.ids:
                row = {"id": channel.id, "code": code, "name": channel.name}
                for purpose, found in answers.items():
                    kind, reason = found.get(key, (False, False))
                    row |= {purpose: reason, f"{purpose}_kind": kind}
                rows[key].append(row)
        return rows

    @api.model
    def _get_consent_purposes(self):
        """Hook: the purposes whose consents the card shows."""
        return ("personal_data", "marketing", "service")

    def _sort_consents(self, facts):
        """Return what holds of one client, as his card orders it."""
        consents = self.env["bank.consent"].browse(
            row[1]
            for purpose in self._get_consent_purposes()
            for row in facts["consents"].get((self.id, purpose), ())
        )
        return (
            consents.sudo()
            .sorted(lambda row: (row.purpose, row.channel_id.sequence))
            .sudo(False)
        )

    def action_enter_consent(self):
        """Write down what the client has allowed, with the proof."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_consent_give_action"
        )
        return {**action, "context": {"default_partner_id": self.id}}

    def action_suppress(self):
        """Ask for no contacts, from the card."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_suppression_action_new"
        )
        return {**action, "context": {"default_partner_id": self.id}}

    def action_open_consents(self):
        return self._open_own("bank_consent_action")
