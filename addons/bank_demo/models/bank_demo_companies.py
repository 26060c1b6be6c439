# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from .bank_demo_deals import MANAGER
from .bank_demo_relations import COMPANIES

_lt = LazyTranslate(__name__)

STEWARD = "steward"
# no tax office has the number 0001: these are nobody's
INNS = {"head": "0001000010", "mill": "0001000028", "shop": "0001000035"}
LICENCE = {
    "kind": _lt("Freight by road"),
    "number": "DEMO-0001",
    "issued_by": _lt("Office of Transport (demo)"),
}
LICENCE_DAYS = 25
IDENTIFIERS = {"lei": "00000000DEMOHOLDIN76", "customs": "DEMO000017"}
REGISTER = _lt("Register of companies (demo)")
RULE = _lt("Facts about companies (demo)")
# titles of the columns are those of a Russian extract, whatever the language
EXTRACT = {
    "head": ("000101001", "Прага", "12.03.2004", "holding@example.com"),
    "mill": ("000102001", "Острава", "01.09.2011", "нет"),
    "shop": ("000103001", "Брно", "завтра", "shop@example.com"),
}
FACTS = (
    ("КПП", "kpp", "empty", False),
    ("Город", "city", "keep", False),
    ("Дата регистрации", "date_founded", "empty", False),
    ("Электронная почта", "email", "keep", "нет"),
)


class BankDemoImport(models.Model):
    """What registers know of the holding made for the show: numbers, a licence that
    runs out, and an extract from which its cards are filled in.
    """

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "companies"]

    def _load_companies(self, _bank):
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        cards = self._find_holding_cards(manager)
        if len(cards) < len(COMPANIES) or cards["mill"].licence_ids:
            return
        acting = self.with_user(manager).with_context(lang=self._get_demo_lang())
        acting._enter_numbers(
            {key: card.with_env(acting.env) for key, card in cards.items()}
        )
        self._enrich_holding()

    def _find_holding_cards(self, manager):
        """Return ``{key: card}`` of the companies, as far as they are there."""
        domain = [("client_kind", "=", "company"), ("manager_id", "=", manager.id)]
        clients = self.env["res.partner"].search(domain).grouped("name")
        return {
            key: clients[self._say(name)]
            for key, name in COMPANIES.items()
            if len(clients.get(self._say(name), ())) == 1
        }

    def _enter_numbers(self, cards):
        """As the manager does: numbers of all, the licence of one, registers of one."""
        for key, card in cards.items():
            card.inn = card.inn or INNS[key]
        end = fields.Date.context_today(self) + timedelta(days=LICENCE_DAYS)
        self.env["bank.client.licence"].create(
            {
                "partner_id": cards["mill"].id,
                "kind": self._say(LICENCE["kind"]),
                "number": LICENCE["number"],
                "issued_by": self._say(LICENCE["issued_by"]),
                "date_start": fields.Date.subtract(end, years=5),
                "date_end": end,
            }
        )
        types = self._find_by_code("bank.client.identifier.type", IDENTIFIERS)
        self.env["bank.client.identifier"].create(
            [
                {
                    "partner_id": cards["head"].id,
                    "type_id": types[code].id,
                    "number": number,
                }
                for code, number in IDENTIFIERS.items()
            ]
        )

    def _enrich_holding(self):
        """Load the extract, and run its rule once as the data steward."""
        steward = self.env["res.users"].search([("login", "=", STEWARD)])
        register = self.env["bank.enrichment.source"].create(
            {"name": self._say(REGISTER)}
        )
        titles = [title for title, *_rest in FACTS]
        register._load(
            {
                INNS[key]: {"ИНН": INNS[key], **dict(zip(titles, row, strict=True))}
                for key, row in EXTRACT.items()
            }
        )
        rule = self.env["bank.enrichment.rule"].create(
            {
                "name": self._say(RULE),
                "source_id": register.id,
                "domain": repr(
                    [("client_kind", "=", "company"), ("inn", "in", [*INNS.values()])]
                ),
                "line_ids": [
                    Command.create(
                        {"title": title, "field": name, "policy": policy, "skip": skip}
                    )
                    for title, name, policy, skip in FACTS
                ],
            }
        )
        if steward:
            runs = self.env["bank.enrichment.run"].with_user(steward)
            run = runs.with_context(lang=self._get_demo_lang()).create(
                {"rule_id": rule.id}
            )
            run.action_start()
