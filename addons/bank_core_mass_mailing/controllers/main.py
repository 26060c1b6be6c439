# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import request, route

from odoo.addons.mass_mailing.controllers.main import MassMailController


class BankMassMailController(MassMailController):
    """Each door by which a client unsubscribes withdraws his consent as well."""

    def _withdraw(self, mailing, email):
        mailings_sudo = request.env["mailing.mailing"].sudo()
        return mailings_sudo._withdraw_by_link(
            mailing.sudo(), email, request.httprequest.remote_addr
        )

    def _mailing_unsubscribe_from_list(self, mailing, document_id, email, hash_token):
        self._withdraw(mailing, email)
        return super()._mailing_unsubscribe_from_list(
            mailing, document_id, email, hash_token
        )

    def _mailing_unsubscribe_from_document(
        self, mailing, document_id, email, hash_token
    ):
        """The stock list of refusals would hold back notices of his agreements too."""
        if not self._withdraw(mailing, email):
            return super()._mailing_unsubscribe_from_document(
                mailing, document_id, email, hash_token
            )
        values = self._prepare_mailing_subscription_values(
            mailing, document_id, email, hash_token
        )
        said = request.env._("You will get no more such mailings by e-mail.")
        return request.render(
            "mass_mailing.page_mailing_unsubscribe",
            {
                **values,
                "last_action": "subscription_updated",
                "unsubscribed_name": said,
            },
        )

    @route()
    def mail_blocklist_add(
        self, mailing_id=None, document_id=None, email=None, hash_token=None
    ):
        result = super().mail_blocklist_add(
            mailing_id=mailing_id,
            document_id=document_id,
            email=email,
            hash_token=hash_token,
        )
        if result is True:
            # the link was found good above
            email_found, _token = self._fetch_user_information(email, hash_token)
            mailings = request.env["mailing.mailing"]
            self._withdraw(mailings.browse(mailing_id or ()), email_found)
        return result
