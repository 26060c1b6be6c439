# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Records of the teams of clients."""


def _make_member(factory, side):
    client = factory.get("res.partner", side)
    role = factory.env.ref("bank_crm_core.bank_team_role_service")
    user = factory.env["res.users"].browse(factory.ids["colleague", side])
    text = factory.token("bank.team.member", side)
    members = factory.env["bank.team.member"]
    members._add(client, [(role, user)], origin="hand", reason=text)
    return client.team_member_ids


def _make_team_alert(factory, side):
    check = factory.env["bank.check"].create(
        {
            "name": f"Large {side}",
            "model_id": factory.env["ir.model"]._get_id("crm.lead"),
            "domain": "[('amount', '>', 1)]",
        }
    )
    values = {"name": f"Alert {side}", "check_id": check.id}
    return factory.env["bank.team.alert"].create(values)


MAKERS = {
    "bank.team.alert": _make_team_alert,
    "bank.team.member": _make_member,
}
