# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import AccessError, UserError


class BankInquiry(models.Model):
    """What becomes of an inquiry: a deal, a part of an open one, or nothing."""

    _inherit = "bank.inquiry"

    def action_qualify(self):
        """Open the dialog: who it is, the questions, the terms."""
        self.ensure_one()
        self._check_decide()
        dialog = self.env["bank.inquiry.qualify"].create({"inquiry_id": self.id})
        return dialog._reopen()

    def _check_decide(self):
        self.check_access("read")
        if reasons := self._get_decide_blocker():
            raise AccessError("\n".join(dict.fromkeys(reasons.values())))

    def _check_served_here(self):
        """Nobody makes a second card of a client whom another branch serves."""
        owner_sudo = self.sudo().partner_id
        own = self.env.user.sudo().client_branch_ids
        if owner_sudo and owner_sudo.branch_id not in own:
            raise AccessError(
                self.env._(
                    "Another branch serves this client: hand the inquiry over to a "
                    "colleague who sells there."
                )
            )

    def _prepare_deal_values(self, client):
        """Hook: what the deal knows already, so that nothing is typed twice."""
        self.ensure_one()
        return {
            "name": self.product_id.display_name,
            "type": "opportunity",
            "partner_id": client.id,
            "contact_name": self.contact_name,
            "phone": client.phone or self.phone,
            "email_from": client.email or self.email,
            "description": self.note,
            "product_id": self.product_id.id,
            "user_id": self.env.uid,
            "source_id": self.source_id.id,
            "medium_id": self.medium_id.id,
            "campaign_id": self.campaign_id.id,
        }

    def _open_deal(self, client, terms):
        """Make a deal of it, with the rights of whoever asks for it."""
        deal = self.env["crm.lead"].create(
            {**self._prepare_deal_values(client), **terms}
        )
        # the channel of the first contact is nobody's to choose
        deal.sudo().channel_id = self.channel_id
        return deal

    def _qualify(self, client, deal, is_joined):
        """It has become this deal; who it was and what he agreed to is on his card."""
        self._check_decide()
        self.sudo()._transition(
            "qualified",
            partner_id=client.id,
            deal_id=deal.id,
            is_joined=is_joined,
            date_decided=fields.Datetime.now(),
        )
        self._keep_consents(client)
        if self.source_id and not client.source_id:
            # who decides on the inquiry need not be the client's manager
            client.sudo().source_id = self.source_id
        client._log_interaction(
            channel=self.channel_id.code,
            direction="in",
            subject=self.env._(
                "Inquiry: %(product)s", product=self.product_id.display_name
            ),
            summary=self.note,
            date=self.create_date,
            source=deal,
        )

    def _keep_consents(self, client):
        """Put what he agreed to on the site among his consents, with the proof."""
        if not self.consent_text:
            return
        consents = self.env["bank.consent"]
        consents._check_may_enter(client)
        given = {"personal_data": self.consent_text, "marketing": self.marketing_text}
        for purpose, text in given.items():
            if text:
                consents._enter(
                    client,
                    purpose=purpose,
                    state="given",
                    method="online",
                    date=self.consent_date,
                    ip_address=self.ip_address,
                    note=self.env._(
                        "Inquiry No. %(number)s on the site. Text: %(digest)s",
                        number=self.id,
                        digest=self.env["bank.decision"]._hash_text(text),
                    ),
                )

    def _decline(self, reason, note):
        self._check_decide()
        if not reason:
            raise UserError(self.env._("Say why it is declined."))
        self.sudo()._transition(
            "declined",
            date_decided=fields.Datetime.now(),
            decline_reason=reason,
            decline_note=note,
        )
