# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Outside agents and their form."""


def _make_agent(factory, side):
    form = factory.env["bank.inquiry.form"].create(
        {
            "name": f"Form {side}",
            "code": f"fuzz-agents-{side}",
            "for_agents": True,
            "branch_id": factory.get("bank.branch", side).id,
            "consent_text": "The client agrees",
        }
    )
    return factory.env["bank.agent"].create(
        {
            "name": f"Agent {side}",
            "branch_id": factory.get("bank.branch", side).id,
            "manager_id": factory.ids["author", side],
            "form_id": form.id,
        }
    )


MAKERS = {"bank.agent": _make_agent}
