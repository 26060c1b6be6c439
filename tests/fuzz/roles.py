# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who attacks: a user in each role of the bank, and two who have none."""

from dataclasses import dataclass

from odoo.fields import Command

CATEGORY = "bank_base.module_category_bank"
READER = "bank_crm_core.group_crm_client_reader"
WHOLE = "bank_base.group_bank_whole"
PASSWORD = "Fuzz-is-allowed-1"
# not of our category: an employee of no role in the bank, a client with a login
OTHERS = ("base.group_user", "base.group_portal")
# whoever may export gets no more than he may read: all who work in the bank try it
EXPORT = "base.group_allow_export"


@dataclass(frozen=True)
class Role:
    """One attacker; ``sees`` are the sides of the wall whose clients are shown to him."""

    name: str
    user_id: int
    login: str
    sees: frozenset
    key: str = ""


def find_groups(env):
    """Return the external ids of all groups that make a role, ours and the two others."""
    category = env.ref(CATEGORY)
    groups = env["res.groups"].search([("privilege_id.category_id", "=", category.id)])
    names = groups.get_external_id()
    return sorted(names.values()) + list(OTHERS)


def make_roles(env, branch):
    """Make a user in ``branch`` for each role; return the roles."""
    roles = [_make_role(env, group, branch) for group in find_groups(env)]
    _give_password(env, [role.user_id for role in roles])
    return roles


def _give_password(env, ids):
    """Hash once: it is made to be slow."""
    env["res.users"].browse(ids[0]).password = PASSWORD
    env.flush_all()
    env.cr.execute(
        "UPDATE res_users SET password = first.password FROM res_users AS first "
        "WHERE first.id = %s AND res_users.id = ANY(%s)",
        [ids[0], ids],
    )


def _make_role(env, xmlid, branch):
    name = xmlid.split(".")[1].removeprefix("group_")
    user = make_user(env, f"fuzz_{name}", xmlid, branch)
    if xmlid not in OTHERS:
        user.group_ids += env.ref(EXPORT)
    sees = "ab" if user.has_group(WHOLE) else "a" if user.has_group(READER) else ""
    key = ""
    if user._is_internal():
        keys = env["res.users.apikeys"].with_user(user).sudo()
        key = keys._generate("rpc", "fuzz", None)
    return Role(name, user.id, user.login, frozenset(sees), key)


def make_user(env, login, xmlid, branch):
    users = env["res.users"].with_context(no_reset_password=True)
    return users.create(
        {
            "name": login,
            "login": login,
            "email": f"{login}@example.com",
            "group_ids": [Command.set(env.ref(xmlid).ids)],
            "branch_ids": [Command.set(branch.ids)],
        }
    )
