# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from odoo import SUPERUSER_ID, http
from odoo.exceptions import UserError
from odoo.http import request

# wrong links and refused answers of one address in an hour
LIMIT = 20
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Frame-Options": "DENY",
}


class OfferPage(http.Controller):
    """One offer, opened by its client with the link of his letter."""

    @http.route("/bank/offer/<string:token>", type="http", auth="public", sitemap=False)
    def show(self, token):
        if refused := self._refuse_many():
            return refused
        offer_sudo = self._find(token)
        if not offer_sudo:
            return self._refuse("unknown", 404)
        offer_sudo._note_opened()
        return self._show(offer_sudo, token)

    @http.route(
        "/bank/offer/<string:token>/answer",
        type="http",
        auth="public",
        methods=["POST"],
        sitemap=False,
    )
    def answer(self, token, answer="", objection=""):
        if refused := self._refuse_many():
            return refused
        offer_sudo = self._find(token)
        if not offer_sudo or answer not in ("accept", "decline"):
            return self._refuse("unknown", 404)
        try:
            with request.env.cr.savepoint():
                offer_sudo._answer_by_link(answer == "accept", objection[:2000])
        except UserError as error:
            self._count()
            return self._show(offer_sudo, token, error=str(error), status=400)
        return request.redirect(f"/bank/offer/{token}")

    def _find(self, token):
        """Return the offer of this link as the system itself, in its client's tongue."""
        system = request.env["bank.offer"].with_user(SUPERUSER_ID)
        offer_sudo = system._find_by_link(token)
        company = request.env.company.sudo().partner_id
        lang = offer_sudo.partner_id.lang or company.lang or "en_US"
        request.update_context(lang=lang)
        return offer_sudo.with_context(lang=lang)

    def _show(self, offer_sudo, token, error="", status=200):
        values = {
            "offer": offer_sudo,
            "token": token,
            "error": error,
            "schedule": offer_sudo._get_schedule(),
        }
        return self._render("bank_deals.offer_page", values, status)

    def _refuse(self, reason, status):
        self._count()
        return self._render("bank_deals.offer_page_closed", {"reason": reason}, status)

    def _refuse_many(self):
        attempts_sudo = request.env["bank.public.attempt"].sudo()
        if attempts_sudo._is_over(self._get_key(), LIMIT):
            return self._render("bank_deals.offer_page_closed", {"reason": "many"}, 429)
        return None

    def _count(self):
        request.env["bank.public.attempt"].sudo()._count(self._get_key())

    def _get_key(self):
        attempts_sudo = request.env["bank.public.attempt"].sudo()
        return attempts_sudo._make_key("offer", request.httprequest.remote_addr)

    def _render(self, template, values, status):
        response = request.render(template, values, status=status)
        response.flatten()  # an error must not come after the answer has begun
        response.headers.update(HEADERS)
        return response
