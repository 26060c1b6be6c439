# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models

from ...tools import duties

INITIATE, APPROVE = "initiate", "approval"
KINDS = ("breach", "granted", "unproven")


class BankApprovalDuties(models.AbstractModel):
    """The proof of separated duties, fed from how the bank is really set up.

    Employees, roles and what these bring with them, delegations in force or to come,
    limits and routes. On a single matter the server refuses its initiators anyway; here
    is found who has both rights at all.
    """

    _name = "bank.approval.duties"
    _description = "Separation of Duties (abstract)"

    @api.model
    def _prove(self, routes, limits=None, rules=None):
        """Return a list of ``{"user", "route", "kind", "text"}``.

        Kinds: breach; granted (he would first give himself a role); unproven (who
        decides is named in the document).

        :param limits, rules: of authority, of acts; None: those in force
        """
        # the whole set-up, whoever asks: names of colleagues, roles and routes
        routes_sudo = routes.sudo()
        if limits is None:
            limits = routes_sudo._find_limits_in_force()
        users = self._read_users()
        ends = [
            (route, step, self._make_end(route, step, limits, rules))
            for route in routes_sudo
            for step in route._get_final_steps()
        ]
        strict = self._find_breaches(users, ends, limits.sudo(), {})
        loose = self._find_breaches(users, ends, limits.sudo(), self._read_grants())
        found = [self._tell_unproven(end) for end in ends if end[1].who == "field"]
        for key, breach in loose.items():
            kind = "breach" if key in strict else "granted"
            found.append(self._tell(*key, strict.get(key, breach), kind))
        return sorted(found, key=lambda row: KINDS.index(row["kind"]))

    @api.model
    def _find_breaches(self, users, ends, limits, grants):
        """Return ``{(user id, route, step): breach}``."""
        machine = duties.Duties(
            users,
            self._read_implied(),
            self._read_delegations(),
            self._make_limits(limits),
            grants,
        )
        found, by_route = {}, {}
        for route, step, end in ends:
            by_route.setdefault(route, []).append((step, end))
        for route, own in by_route.items():
            rows = {step: machine.find_breaches(end) for step, end in own}
            for step, breach in self._keep_whole(route, rows):
                found.setdefault((breach.user, route, step), breach)
        return found

    @api.model
    def _keep_whole(self, route, rows):
        """Where several steps end a route together, a breach is whoever fills all."""
        pairs = [(step, breach) for step, own in rows.items() for breach in own]
        if any(step.by_limit for step in rows):
            return pairs
        full = set.intersection(
            *({breach.user for breach in own} for own in rows.values())
        )
        return [(step, breach) for step, breach in pairs if breach.user in full]

    # The set-up as plain data

    @api.model
    def _read_users(self):
        users = self.env["res.users"].sudo().search([("share", "=", False)])
        return {user.id: user.group_ids.ids for user in users}

    @api.model
    def _read_implied(self):
        groups = self.env["res.groups"].sudo().search([("implied_ids", "!=", False)])
        return {group.id: group.implied_ids.ids for group in groups}

    @api.model
    def _read_grants(self):
        """Whoever manages access rights gives any role to anybody."""
        groups = self.env["res.groups"].sudo().search([("id", "!=", False)])
        return {self.env.ref("base.group_erp_manager").id: groups.ids}

    @api.model
    def _read_delegations(self):
        # one day back, west of Greenwich: each is asked by the day of its company
        since = fields.Date.today() - timedelta(days=1)
        rows = (
            self.env["bank.delegation"]
            .sudo()
            .search([("state", "=", "active"), ("date_end", ">=", since)])
            .filtered(lambda row: row.date_end >= row.company_id._get_today())
        )
        return [
            duties.Delegation(
                row.from_user_id.id,
                row.to_user_id.id,
                frozenset() if row.act == "any" else frozenset({row.act}),
                row.can_pass_on,
                row.amount_limit or None,
            )
            for row in rows
        ]

    @api.model
    def _make_limits(self, limits):
        return [
            duties.Limit(
                min(row.exposure_limit, row.amount_limit or row.exposure_limit),
                users=frozenset(row.user_id.ids),
                roles=frozenset(row.group_id.ids),
            )
            for row in limits
        ]

    @api.model
    def _make_end(self, route, step, limits, rules):
        """Return a route that ends with this step, as the plain core knows it."""
        users, roles, needed = step._get_deciders(limits)
        return duties.Route(
            key=(route.id, step.id),
            initiator_roles=frozenset(self._read_initiator_roles(route, rules)),
            final_users=frozenset(users),
            final_roles=frozenset(roles),
            final_needed=needed,
            smallest=route._get_smallest_amount(),
            has_limits=step.by_limit and step.who != "committee",
            initiate_act=INITIATE,
            approve_act=APPROVE,
        )

    @api.model
    def _read_initiator_roles(self, route, rules):
        """Return the ids of the roles that begin what goes along a route."""
        return self._read_makers(route.model)

    @api.model
    def _read_makers(self, model):
        """Return the ids of the roles that make such documents or change them."""
        rows = self.env["ir.model.access"].sudo().search(
            [
                ("model_id.model", "=", model),
                "|",
                ("perm_create", "=", True),
                ("perm_write", "=", True),
            ]
        )  # fmt: skip
        return rows.group_id.ids

    # In words

    @api.model
    def _tell(self, user_id, route, step, breach, kind):
        user = self.env["res.users"].sudo().browse(user_id)
        ways = dict.fromkeys(self._tell_way(way) for way in breach.approve)
        text = self.env._(
            "%(user)s begins such documents (%(begin)s) and ends “%(route)s” on the "
            "step “%(step)s” (%(end)s).",
            user=user.name,
            begin=self._tell_way(breach.initiate),
            route=route.display_name,
            step=step.name,
            end="; ".join(ways),
        )
        return {"user": user, "route": route, "kind": kind, "text": text}

    @api.model
    def _tell_unproven(self, end):
        route, step, _plain = end
        text = self.env._(
            "On the step “%(step)s” of “%(route)s” decides whoever is named in the "
            "document: whom its author names cannot be proved.",
            step=step.name,
            route=route.display_name,
        )
        nobody = self.env["res.users"]
        return {"user": nobody, "route": route, "kind": "unproven", "text": text}

    @api.model
    def _tell_way(self, way):
        """Return a way in words: acts for …, has the role …, which brings …"""
        words = [self._tell_link(kind, key) for kind, key in way if kind != "user"]
        return ", ".join(words) or self.env._("named himself")

    @api.model
    def _tell_link(self, kind, key):
        model = "res.users" if kind == "delegation" else "res.groups"
        name = self.env[model].sudo().browse(key).display_name
        if kind == "delegation":
            return self.env._("acts for %(name)s", name=name)
        if kind == "implied":
            return self.env._("which brings “%(role)s”", role=name)
        if kind == "granted":
            return self.env._("and can give himself “%(role)s”", role=name)
        return self.env._("has the role “%(role)s”", role=name)
