# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..agreement.bank_agreement import IN_FORCE

# a birthday is asked for day by day
MOST_DAYS = 62


class BankRegistrySegment(models.AbstractModel):
    _inherit = "bank.registry.segment"

    @api.model
    def _get_entries(self):
        entries = super()._get_entries()
        for number, (code, (name, parameters)) in enumerate(self._get_own_entries()):
            entries[code] = {
                "name": name,
                "model": "bank.segment.source",
                "method": f"_get_{code}",
                "parameters": parameters,
                "sequence": 10 * (number + 1),
            }
        return entries

    def _get_own_entries(self):
        """Return pairs: code of a source, its name and its parameters."""
        kinds = "category_ids,product_ids"
        between = f"number_from,number_to,{kinds}"
        names = {
            "client": (self.env._("Facts about the client"), "domain"),
            "age": (self.env._("Age"), "number_from,number_to"),
            "birthday": (self.env._("Birthday in days"), "days"),
            "has": (self.env._("Has a product"), kinds),
            "had": (self.env._("Had a product"), kinds),
            "ending": (self.env._("An agreement ends in days"), f"days,{kinds}"),
            "balance": (self.env._("Balance of an agreement"), between),
            "arrears": (self.env._("Arrears"), between),
            "contacted": (self.env._("Spoken to in the last days"), "days,channel_ids"),
            "segment": (self.env._("In another segment"), "segment_ids"),
        }
        return names.items()


class BankSegmentSource(models.AbstractModel):
    """What segments of clients may ask for, a method each: parameters → domain.

    Parameters come from whoever edits a segment: they are ids, numbers and a domain,
    and every method runs with the rights of who asks.
    """

    _name = "bank.segment.source"
    _description = "Sources of Segments"

    @api.model
    def _get_client(self, parameters):
        text = parameters.get("domain") or "[]"
        try:
            domain = Domain(literal_eval(text))
            # an unknown field is found now, not at night
            self.env["res.partner"]._search(domain)
        except AccessError:
            raise
        except Exception as error:
            raise ValidationError(
                self.env._("The condition cannot be read: %(text)s", text=text)
            ) from error
        return domain

    @api.model
    def _get_age(self, parameters):
        """Full years, both ends included; a missing birth date is no age."""
        today = fields.Date.context_today(self)
        youngest, oldest = parameters.get("number_from"), parameters.get("number_to")
        domain = Domain("birth_date", "!=", False)
        if youngest:
            born = today - relativedelta(years=int(youngest))
            domain &= Domain("birth_date", "<=", born)
        if oldest:
            born = today - relativedelta(years=int(oldest) + 1)
            domain &= Domain("birth_date", ">", born)
        return domain

    @api.model
    def _get_birthday(self, parameters):
        today = fields.Date.context_today(self)
        count = min(parameters.get("days") or 0, MOST_DAYS)
        return Domain.OR(
            Domain("birth_date.month_number", "=", day.month)
            & Domain("birth_date.day_of_month", "=", day.day)
            for day in (today + timedelta(days=number) for number in range(count + 1))
        )

    @api.model
    def _get_has(self, parameters):
        """A loan that is not repaid is still one that he has."""
        in_force = Domain("state", "in", IN_FORCE)
        return self._get_agreement(parameters, in_force)

    @api.model
    def _get_had(self, parameters):
        return self._get_agreement(parameters, Domain("state", "=", "closed"))

    @api.model
    def _get_ending(self, parameters):
        """In force and ending, as the night that tells of it looks for it."""
        today = fields.Date.context_today(self)
        last = today + timedelta(days=min(parameters.get("days") or 0, 36500))
        return self._get_agreement(
            parameters,
            Domain("state", "in", IN_FORCE)
            & Domain("date_end", ">=", today)
            & Domain("date_end", "<=", last),
        )

    @api.model
    def _get_balance(self, parameters):
        in_force = Domain("state", "in", IN_FORCE)
        between = self._get_between("balance", parameters)
        return self._get_agreement(parameters, in_force & between)

    @api.model
    def _get_arrears(self, parameters):
        late = Domain("arrears", ">", 0) & self._get_between("arrears", parameters)
        return self._get_agreement(parameters, late)

    @api.model
    def _get_contacted(self, parameters):
        days = min(parameters.get("days") or 0, 36500)
        since = fields.Datetime.now() - timedelta(days=days)
        domain = Domain("date", ">=", since)
        if channels := parameters.get("channel_ids"):
            domain &= Domain("channel_id", "in", channels)
        return Domain("interaction_ids", "any", domain)

    @api.model
    def _get_segment(self, parameters):
        """As laid down last: a segment may name another that names it, no harm done."""
        return Domain("segment_ids", "in", parameters.get("segment_ids") or [])

    def _get_agreement(self, parameters, domain):
        products = Domain.FALSE
        if categories := parameters.get("category_ids"):
            products |= Domain("product_id.category_id", "child_of", categories)
        if chosen := parameters.get("product_ids"):
            products |= Domain("product_id", "in", chosen)
        if categories or chosen:
            domain &= products
        return Domain("agreement_ids", "any", domain)

    def _get_between(self, name, parameters):
        """Return amounts from … to, a zero at an end being no end."""
        domain = Domain.TRUE
        if low := parameters.get("number_from"):
            domain &= Domain(name, ">=", low)
        if high := parameters.get("number_to"):
            domain &= Domain(name, "<=", high)
        return domain
