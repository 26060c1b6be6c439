# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import sys

from odoo.api import SUPERUSER_ID, Environment
from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config


class BankVerify(Command):
    """Verify the decision logs of a database; exit with 1 where one was changed."""

    name = "bank_verify"

    def run(self, args):
        config.parser.prog = self.prog
        config.parse_config(args, setup_logging=True)
        names = config["db_name"]
        if len(names) != 1:
            sys.exit("Say which database to verify: -d NAME")
        with Registry(names[0]).cursor() as cr:
            broken = verify(Environment(cr, SUPERUSER_ID, {}))
        sys.exit(1 if broken else 0)


def verify(env):
    """Print one line a company; return how many chains are broken."""
    broken = 0
    for company in env["res.company"].search([]):
        decisions = env["bank.decision"].with_company(company)
        place = decisions._verify_chain()
        waiting = decisions._count_unsealed()
        verdict = f"CHANGED at number {place}" if place else "whole"
        print(f"{company.name}: {verdict}; rows that wait for sealing: {waiting}")
        broken += bool(place)
    return broken
