# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.fields import Command
from odoo.tools import LazyTranslate

from ..tools import berka, feed_rows
from .bank_demo_deals import MANAGER

_lt = LazyTranslate(__name__)

# a holding that nobody can take for a real one: who owns whom, and who runs what
COMPANIES = {
    "head": _lt("Example Holding LLC (demo)"),
    "mill": _lt("Example Mill LLC (demo)"),
    "shop": _lt("Example Shop LLC (demo)"),
}
PEOPLE = {
    "founder": _lt("Example Founder (demo)"),
    "director": _lt("Example Director (demo)"),
    "accountant": _lt("Example Accountant (demo)"),
}
RELATIONS = (
    ("founder", "founder", "head", 70),
    ("founder", "head", "mill", 60),
    ("founder", "head", "shop", 100),
    ("founder", "shop", "mill", 10),
    ("director", "director", "mill", 0),
    ("chief_accountant", "accountant", "mill", 0),
)


class BankDemoImport(models.Model):
    """Who is related to whom: as the files tell it, and one holding made for the show.

    The files tell that a client may operate the account of another; nothing more is
    made of it, for they do not say who is married to whom.
    """

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "relations"]

    def _load_relations(self, bank):
        owners = berka.read_owners(bank["disp"])
        rows = feed_rows.relation_rows(
            bank["disp"].records.values(), bank["account"].records, owners
        )
        self._feed(bank, "bank.relation", rows)
        self._load_holding()

    def _load_holding(self):
        """Enter the holding as the demo manager would, once."""
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        groups = self.env["bank.client.group"].with_context(active_test=False)
        name = self._say(COMPANIES["head"])
        # the login may be somebody's who works with no client
        if not manager.client_branch_ids:
            return
        if groups.search_count([("name", "=", name)], limit=1):
            return
        acting = self.with_user(manager).with_context(lang=self._get_demo_lang())
        cards = acting._enter_holding_cards()
        types = self._find_by_code("bank.relation.type", [row[0] for row in RELATIONS])
        acting.env["bank.relation"].create(
            [
                {
                    "type_id": types[code].id,
                    "partner_from_id": cards[first].id,
                    "partner_to_id": cards[second].id,
                    "share": share,
                    "source": "document",
                }
                for code, first, second, share in RELATIONS
            ]
        )
        members = [
            {"partner_id": cards[key].id, "is_primary_member": key == "head"}
            for key in COMPANIES
        ]
        acting.env["bank.client.group"].create(
            {
                "name": name,
                "kind": "holding",
                "member_ids": [Command.create(values) for values in members],
            }
        )

    def _enter_holding_cards(self):
        partners = self.env["res.partner"]
        cards = {
            key: partners.create({"name": self._say(name), "client_kind": "company"})
            for key, name in COMPANIES.items()
        }
        for key, name in PEOPLE.items():
            parent = cards["head" if key == "founder" else "mill"]
            cards[key] = partners.create(
                {"name": self._say(name), "parent_id": parent.id}
            )
        return cards
