# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A database of the first version is updated: our rules follow, the bank's own stay."""

import importlib.util
import json

import pytest

from odoo import sql_db
from odoo.tests.common import get_db_name

from tools import checklog, server
from tools import odoo as command_line
from tools.base import ADDONS
from tools.db import Databases

VERSION = "19.0.1.1.0"
OWN = "[('branch_id', 'in', user.client_branch_ids.ids), ('active', '=', True)]"
# what a database of the first version says: written as the records were shipped then
AGE = """
import json
for module, names in json.loads({earlier!r}).items():
    for name, values in names.items():
        rule = env.ref(f"{{module}}.{{name}}")
        values.pop("groups")
        rule.write(values)
env.ref("bank_crm_core.bank_agreement_rule_wall").domain_force = {own!r}
for name in ("complaint_answer", "loan_return"):
    regime = env.ref(f"bank_base.bank_clock_regime_{{name}}")
    regime.write({{"calendar_id": False, "is_rolled": False}})
env.ref("bank_base.bank_clock_regime_payment_claim").write(
    {{"calendar_id": False, "is_rolled": False, "amount": 10}}
)
env["ir.module.module"].search([("name", "in", list({modules!r}))]).write(
    {{"latest_version": "19.0.1.0.0"}}
)
env.cr.commit()
"""
READ = """
import json
found = {{}}
for name in {names!r}:
    rule = env.ref(name)
    found[name] = [rule.domain_force, rule.perm_read, rule.perm_write]
for name in ("complaint_answer", "loan_return", "payment_claim"):
    regime = env.ref(f"bank_base.bank_clock_regime_{{name}}")
    found[name] = [regime.calendar_id.id, regime.is_rolled]
found["calendar"] = env.ref("bank_base.resource_calendar_ru").id
print("FOUND", json.dumps(found))
"""
MODULES = ("bank_base", "bank_crm_core", "bank_deals")


def _read_earlier():
    """Return the earlier records as the migration scripts name them."""
    found = {}
    for module in MODULES[1:]:
        path = ADDONS / module / "migrations" / VERSION / "post-rules.py"
        spec = importlib.util.spec_from_file_location(f"{module}_rules", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        found[module] = {name: versions[0] for name, versions in script.EARLIER.items()}
    return found


@pytest.fixture
def database():
    target = server.get("test")
    databases = Databases(target)
    name = f"{get_db_name()}_upgrade"
    # a database is copied when nobody is connected to it
    sql_db.close_db(get_db_name())
    databases.create(name, get_db_name())
    yield target, name
    databases.drop(name)


def _run(target, name, text):
    done = command_line.script(target, name, text)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_rules_follow_unless_the_bank_has_changed_them(database):
    target, name = database
    earlier = _read_earlier()
    text = AGE.format(earlier=json.dumps(earlier), own=OWN, modules=MODULES)
    _run(target, name, text)
    log = command_line.call(
        target,
        f"--database={name}",
        f"--update={','.join(MODULES)}",
        "--stop-after-init",
        "--no-http",
        "--workers=0",
        log="check-committed-upgrade.log",
    )
    rules = [
        "bank_crm_core.res_partner_rule_wall",
        "bank_crm_core.bank_agreement_rule_wall",
        "bank_deals.crm_lead_rule_wall",
    ]
    output = _run(target, name, READ.format(names=rules))
    found = json.loads(output.split("FOUND", 1)[1])
    for rule in (rules[0], rules[2]):
        domain, can_read, can_write = found[rule]
        assert "is_my_task" in domain, rule
        assert (can_read, can_write) == (True, False), rule
    # the bank's own text stays, and its owner is told
    assert found[rules[1]] == [OWN, True, True]
    (warning,) = checklog.find(log)
    assert "bank_agreement_rule_wall" in warning and "left alone" in warning
    # terms of law run in the calendar of the state, a changed one as the bank has it
    assert found["complaint_answer"] == [found["calendar"], False]
    assert found["loan_return"] == [found["calendar"], True]
    assert found["payment_claim"] == [False, False]
