# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.http import Controller, request, route

ORIGIN = ("utm_source", "utm_medium", "utm_campaign")


class BankInquiryController(Controller):
    """The page on which somebody asks for a product, without being anybody's user."""

    @route(
        "/bank/inquiry/<string:code>",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def show(self, code, **sent):
        return self._answer(code, sent, {})

    @route(
        "/bank/inquiry/<string:code>/send",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def send(self, code, **sent):
        form_sudo = request.env["bank.inquiry.form"]._find(code)
        if not form_sudo:
            raise request.not_found()
        errors = form_sudo._submit(sent, request.httprequest.remote_addr)
        if errors:
            return self._answer(code, sent, errors)
        return request.redirect(f"/bank/inquiry/{form_sudo.code}/thanks")

    @route(
        "/bank/inquiry/<string:code>/thanks",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=False,
    )
    def thank(self, code, **_sent):
        form_sudo = request.env["bank.inquiry.form"]._find(code)
        if not form_sudo:
            raise request.not_found()
        values = {"form": form_sudo}
        return request.render("bank_deals.inquiry_page_thanks", values)

    def _answer(self, code, sent, errors):
        """Show the page, with what was typed and what is wrong with it."""
        form_sudo = request.env["bank.inquiry.form"]._find(code)
        if not form_sudo:
            raise request.not_found()
        values = {
            "form": form_sudo,
            "products": form_sudo._get_products(),
            "sent": sent,
            "errors": errors,
            "stamp": form_sudo._make_stamp(),
            "origin": {name: sent[name] for name in ORIGIN if sent.get(name)},
        }
        # a page with a token of its own is nobody else's
        headers = {"Cache-Control": "no-store"}
        return request.render("bank_deals.inquiry_page", values, headers=headers)
