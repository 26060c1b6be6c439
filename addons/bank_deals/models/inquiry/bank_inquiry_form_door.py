# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging
import time

from odoo import api, fields, models
from odoo.tools import consteq, hmac

from odoo.addons.bank_crm_core.tools import phones

from ...tools import inquiry_form

_logger = logging.getLogger(__name__)
SCOPE = "bank_deals.inquiry_form"
# no person sees this field; a machine fills whatever it finds
TRAP = "company_site"


class BankInquiryForm(models.Model):
    """The door from the Internet: what of that which was sent becomes an inquiry.

    Nothing it answers depends on who is a client of the bank.
    """

    _inherit = "bank.inquiry.form"

    @api.model
    def _find(self, code):
        """Return the page with this address, as superuser, or nothing."""
        # a visitor has no rights: what he may see of it is in the page's template
        return self.sudo().search([("code", "=", code)], limit=1)

    def _get_products(self):
        return self.product_ids.filtered(lambda product: product.state == "active")

    # ------------------------------------------------------------ when it was opened
    def _make_stamp(self, moment=None):
        """Return when the page was shown, so that nobody can say another time."""
        moment = int(moment if moment is not None else time.time())
        sign = hmac(self.env(su=True), SCOPE, (self.id, moment))
        return f"{moment}-{sign}"

    def _judge_stamp(self, stamp):
        """Return what is wrong with it: "fast", "old", or "" where nothing is."""
        moment, _dash, sign = (stamp or "").partition("-")
        if not (moment.isascii() and moment.isdigit() and len(moment) < 12):
            return "old"
        if not consteq(sign, hmac(self.env(su=True), SCOPE, (self.id, int(moment)))):
            return "old"
        return inquiry_form.judge_age(time.time() - int(moment))

    # ------------------------------------------------------------ what was sent
    def _submit(self, sent, address):
        """Take in what a visitor has sent; return ``{field: what is wrong}``.

        :param dict sent: the fields of the page, as they came
        :param str address: of his device
        """
        self.ensure_one()
        if sent.get(TRAP):
            # a machine: it is thanked and learns nothing
            _logger.info("A machine has filled the page %s from %s", self.code, address)
            return {}
        values = self._read_sent(sent)
        errors = self._find_errors(values, sent)
        if not errors:
            errors = self._find_flood(values, address)
        if not errors:
            self._take_in(values, sent, address)
            self._count_sent(values, address)
        return errors

    @api.model
    def _read_sent(self, sent):
        values = {
            name: inquiry_form.clean(sent.get(name), length, lines=name == "note")
            for name, length in inquiry_form.LENGTHS.items()
        }
        region = self.env["res.partner"]._get_phone_region()
        return {**values, "key": phones.normalise(values["phone"], region)}

    def _find_errors(self, values, sent):
        errors = self._find_contact_errors(values)
        if self._get_products() and not self._find_product(sent):
            errors["product"] = self.env._("Choose what you are interested in.")
        if not sent.get("consent"):
            errors["consent"] = self.env._(
                "Without your consent we may not use your phone to call you."
            )
        if wrong := self._judge_stamp(sent.get("stamp")):
            errors["form"] = self._tell_stamp(wrong)
        return errors

    @api.model
    def _find_contact_errors(self, values):
        errors = {}
        if not inquiry_form.is_name(values["name"]):
            errors["name"] = self.env._(
                "Write your name, so that we know whom to ask for."
            )
        if not values["key"]:
            errors["phone"] = self.env._(
                "This is no phone number. Write it like +7 916 123-45-67."
            )
        if values["email"] and not inquiry_form.is_email(values["email"]):
            errors["email"] = self.env._(
                "This is no e-mail address. Correct it or leave the field empty."
            )
        return errors

    @api.model
    def _tell_stamp(self, wrong):
        if wrong == "fast":
            return self.env._(
                "That was very fast. Look over what you wrote, send again."
            )
        return self.env._("The page was open for long. Look it over and send it again.")

    def _find_product(self, sent):
        code = inquiry_form.clean(sent.get("product"), 100)
        return self._get_products().filtered(lambda product: product.code == code)

    def _find_flood(self, values, address):
        """Refuse what comes too often from one device or for one phone."""
        attempts_sudo = self.env["bank.public.attempt"].sudo()
        of_address, of_phone = self._get_flood_keys(values, address)
        if not (
            attempts_sudo._is_over(of_address, self.hour_limit)
            or attempts_sudo._is_over(of_phone, self.phone_limit, hours=24)
        ):
            return {}
        _logger.warning("Too many inquiries on the page %s: %s", self.code, address)
        return {
            "form": self.env._(
                "We have your earlier requests already and will call you. If it is "
                "urgent, call us, please."
            )
        }

    def _get_flood_keys(self, values, address):
        attempts_sudo = self.env["bank.public.attempt"].sudo()
        return (
            attempts_sudo._make_key("inquiry", address),
            attempts_sudo._make_key("inquiry by phone", values["key"]),
        )

    def _count_sent(self, values, address):
        # two at once meet in one row: the second is judged anew, by what is then there
        for key in self._get_flood_keys(values, address):
            self.env["bank.public.attempt"].sudo()._count(key)

    def _take_in(self, values, sent, address):
        # what was sent is checked above; the server writes it down
        inquiries_sudo = self.env["bank.inquiry"].sudo()
        return inquiries_sudo._receive(
            [
                {
                    "contact_name": values["name"],
                    "phone": values["phone"],
                    "email": values["email"],
                    "city": values["city"],
                    "note": values["note"],
                    "product_id": self._find_product(sent).id,
                    "form_id": self.id,
                    "channel_id": self.env.ref("bank_deals.bank_channel_site").id,
                    "consent_text": self.consent_text,
                    "consent_date": fields.Datetime.now(),
                    "marketing_text": sent.get("marketing") and self.marketing_text,
                    "ip_address": address,
                    **self._read_origin(sent),
                }
            ]
        )

    def _read_origin(self, sent):
        """Return where he comes from: by the link, as far as the bank knows it."""
        found = {}
        for name in ("source", "medium", "campaign"):
            word = inquiry_form.clean(sent.get(f"utm_{name}"), 80)
            field = f"{name}_id"
            known = self.env[f"utm.{name}"].sudo()
            # nobody on the Internet adds to the bank's list of sources
            row = word and known.search([("name", "=ilike", word)], limit=1)
            found[field] = (row or self[field]).id
        return found
