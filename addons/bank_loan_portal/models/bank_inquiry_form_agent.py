# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import UserError

from odoo.addons.bank_deals.tools import inquiry_form

from ..tools import agent_form
from .bank_inquiry_form_field import KINDS

# files in one sending; whatever the form asks for
MOST_FILES = 10


class BankInquiryForm(models.Model):
    """The door of the portal: what of that which an agent sends is taken in."""

    _inherit = "bank.inquiry.form"

    def _submit_by_agent(self, agent, sent, files, address):
        """Take in what an agent has typed; return (errors, inquiry).

        :param agent: for whom the user acts, which the caller has found out
        :param files: ``[(slot id, name, content)]``
        :param str address: of his device, the proof of the consent
        """
        self.ensure_one()
        user = self.env.user
        inquiries = self.env["bank.inquiry"].with_user(SUPERUSER_ID)
        key = f"{user.id}/{(sent.get('stamp') or '')[:120]}"
        # sent twice: the same answer
        if known := inquiries.search([("agent_key", "=", key)], limit=1):
            return {}, known
        values, errors = self._read_agent_sent(agent, sent)
        if len(files) > MOST_FILES:
            errors["form"] = self.env._("Ten files at a time at most.")
        errors = errors or self._find_flood(values, f"agent {user.id}")
        if errors:
            return errors, inquiries
        row = self._prepare_agent_row(agent, values)
        row.update(agent_key=key, ip_address=address)
        return self._take_in_agent(row, values, files)

    def _take_in_agent(self, row, values, files):
        """Write it down with its papers, all or nothing, and start where it may."""
        inquiries = self.env["bank.inquiry"].with_user(SUPERUSER_ID)
        slot_id = False
        try:
            with self.env.cr.savepoint():
                inquiry = inquiries._receive([row])
                for slot_id, name, content in files:
                    inquiry._add_agent_paper(slot_id, name, content)
        except UserError as error:
            place = f"slot_{slot_id}" if slot_id else "form"
            return {place: str(error)}, inquiries
        self._count_sent(values, f"agent {self.env.uid}")
        inquiry._start_at_once()
        return {}, inquiry

    def _read_agent_sent(self, agent, sent):
        """Return what was typed as values, and ``{field: what is wrong}``."""
        asked = set(self.field_ids.mapped("code"))
        typed = self._read_sent(
            {
                key: text
                for key, text in sent.items()
                if key in asked | {"name", "phone"}
            }
        )
        errors = self._find_contact_errors(typed)
        product = self._find_agent_product(agent, sent)
        if not product:
            errors["product"] = self.env._("Choose a product.")
        if not sent.get("consent"):
            errors["consent"] = self.env._(
                "Without the client's consent the bank may not use his data."
            )
        if wrong := self._judge_stamp(sent.get("stamp")):
            errors["form"] = self._tell_stamp(wrong)
        values, mistakes = self._read_agent_fields(sent)
        return {**typed, **values, "product": product}, {**mistakes, **errors}

    def _read_agent_fields(self, sent):
        values, mistakes = {}, {}
        for field in self.field_ids:
            value, wrong = self._read_agent_field(field, sent)
            values[field.code] = value
            if wrong:
                mistakes[field.code] = wrong
        return values, mistakes

    def _read_agent_field(self, field, sent):
        """Return the value of a field and what is wrong with it."""
        kind = KINDS[field.code]
        text = inquiry_form.clean(sent.get(field.code), 2000, lines=kind == "lines")
        try:
            value = agent_form.read(kind, text)
        except ValueError:
            return None, self._tell_agent_mistake(kind)
        if field.is_required and value is None:
            return None, self.env._("Fill this in.")
        born = value if field.code == "birth_date" else None
        if born and not self.env["res.partner"]._is_possible_birth_date(born):
            return None, self.env._("Nobody living was born on this day.")
        if field.code == "inn" and value and not value.isdigit():
            return None, self.env._("An INN consists of digits.")
        return value, False

    def _tell_agent_mistake(self, kind):
        return {
            "money": self.env._("This is no sum. Write it like 300 000."),
            "months": self.env._("A term is a whole number of months from 1 to 600."),
            "day": self.env._("This is no date. Write it like 20.05.1985."),
        }[kind]

    def _find_agent_product(self, agent, sent):
        code = inquiry_form.clean(sent.get("product"), 100)
        return agent._get_products().filtered(lambda product: product.code == code)

    def _prepare_agent_row(self, agent, values):
        return {
            "contact_name": values["name"],
            "phone": values["phone"],
            "email": values.get("email") or False,
            "city": values.get("city") or False,
            "note": values.get("note") or False,
            "product_id": values["product"].id,
            "form_id": self.id,
            "channel_id": self.env.ref("bank_loan_portal.bank_channel_agent").id,
            "source_id": self.source_id.id,
            "medium_id": self.medium_id.id,
            "campaign_id": self.campaign_id.id,
            "consent_text": self.consent_text,
            "consent_date": fields.Datetime.now(),
            "agent_id": agent.id,
            "agent_user_id": self.env.uid,
            **{
                code: values.get(code) or False
                for code in KINDS
                if code not in ("email", "city", "note")
            },
        }

    def _reckon_for_agent(self, agent, sent):
        """Return what each loan would cost, reckoned as the application does.

        ``[{"product", "payment", "full_cost", "problem"}]``, the cheapest first.
        """
        found = []
        values = {}
        for code in ("amount", "term_months"):
            try:
                values[code] = agent_form.read(KINDS[code], sent.get(code))
            except ValueError:
                values[code] = None
        for product in agent._get_products():
            if product.trade == "credit":
                found.append(product._reckon_for_agent(**values))
        return sorted(found, key=lambda row: (bool(row["problem"]), row["payment"]))
