# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...tools import duplicates, phones, registration

NUMBERS = ("inn", "kpp", "snils", "ogrn")
CANDIDATES = 50
_NAME_KEYS = """
    SELECT p.id, string_agg(word, ' ' ORDER BY word COLLATE "C")
      FROM res_partner p,
           unnest(string_to_array(btrim(p.search_key), ' ')) AS word
     WHERE word <> '' AND word !~ %(number)s AND %(where)s
     GROUP BY p.id
"""


class BankDuplicateRule(models.Model):
    """By what two cards are taken for one client: steps that must all hold.

    Within a step one criterion is enough, so "name and birth date and (phone or
    e-mail)" is three steps. Whose INN, KPP, SNILS or OGRN differ are never one client.
    """

    _name = "bank.duplicate.rule"
    _description = "Rule for Duplicates"
    _inherit = ["bank.logged.config.mixin"]
    _order = "certainty, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    certainty = fields.Selection(
        selection=[("certain", "The same client"), ("likely", "Probably the same")],
        required=True,
        default="likely",
    )
    criterion_ids = fields.One2many(
        comodel_name="bank.duplicate.criterion",
        inverse_name="rule_id",
        string="Criteria",
        copy=True,
    )

    @api.constrains("criterion_ids", "active")
    def _check_first_step(self):
        for rule in self:
            steps = rule._get_steps()
            if not any(step <= set(rule._get_telling_codes()) for step in steps):
                raise ValidationError(
                    self.env._(
                        "The rule “%(rule)s” would compare everybody with everybody. Add "
                        "a step of name, phone, e-mail, INN, SNILS or OGRN only.",
                        rule=rule.name,
                    )
                )

    @api.model
    def _get_rules(self):
        """Return the rules in use, the most certain first; archived ones are not."""
        return self.search([("active", "=", True)])

    @api.model
    def _get_telling_codes(self):
        """Hook: codes that few clients share, so that a search can begin with them."""
        return ["inn", "snils", "ogrn", "phone", "email", "name"]

    def _get_steps(self):
        """Return the steps in their order, each a set of codes."""
        steps = {}
        for criterion in self.sudo().criterion_ids.sorted(
            lambda row: (row.step, row.id)
        ):
            steps.setdefault(criterion.step, set()).add(criterion.code)
        return list(steps.values())

    def _get_join_codes(self):
        """Return the codes of the step that finds the fewest candidates."""
        telling = self._get_telling_codes()
        steps = [step for step in self._get_steps() if step <= set(telling)]
        return sorted(min(steps, key=lambda step: max(map(telling.index, step))))

    def _is_by_numbers(self):
        """Return whether the rule has a step of registration numbers only."""
        return any(step <= set(NUMBERS) for step in self._get_steps())

    def _get_contradictions(self):
        """Return the codes in which two cards of one client cannot differ."""
        codes = set().union(*self._get_steps())
        return [*NUMBERS, *([] if codes & set(NUMBERS) else ["birth_date"])]

    # Keys

    @api.model
    def _get_key_queries(self, where):
        """Hook: ``{code: SELECT partner id, key}`` of the clients ``p`` under a condition."""
        columns = {
            name: SQL(
                "SELECT p.id, %(column)s::text FROM res_partner p "
                "WHERE %(column)s IS NOT NULL AND %(where)s",
                column=SQL.identifier("p", name),
                where=where,
            )
            for name in (*NUMBERS, "birth_date")
        }
        return {
            **columns,
            "email": SQL(
                "SELECT p.id, lower(p.email_normalized) FROM res_partner p "
                "WHERE p.email_normalized IS NOT NULL AND %s",
                where,
            ),
            "phone": SQL(
                "SELECT p.id, f.e164 FROM res_partner p JOIN bank_client_phone f "
                "ON f.partner_id = p.id WHERE f.e164 IS NOT NULL AND %s",
                where,
            ),
            "name": SQL(_NAME_KEYS, number=duplicates.NOT_A_WORD, where=where),
        }

    @api.model
    def _get_client_condition(self):
        return SQL(
            "p.client_kind IS NOT NULL AND p.active AND p.branch_id IN "
            "(SELECT id FROM bank_branch WHERE company_id = %s)",
            self.env.company.id,
        )

    @api.model
    def _read_keys(self, partner_ids):
        """Return ``{partner_id: {code: keys}}``, one query a code."""
        self.env.flush_all()
        where = SQL("p.id = ANY(%s)", list(partner_ids))
        found = {partner_id: {} for partner_id in partner_ids}
        for code, query in self._get_key_queries(where).items():
            for partner_id, key in self.env.execute_query(query):
                found[partner_id].setdefault(code, set()).add(key)
        return found

    # One card that is about to be saved

    @api.model
    def _find_matches(self, kind, keys):
        """Return ``{partner_id: rule}`` of the clients whom these keys may mean.

        :param kind: kind of client
        :param keys: ``{code: set of keys}`` as :meth:`_read_keys` gives them
        """
        self.env.flush_all()
        rules = self.sudo()._get_rules()
        candidates = self._read_keys(self._find_candidates(rules, kind, keys))
        return self._match_keys(keys, candidates)

    @api.model
    def _match_keys(self, keys, candidates):
        """Return ``{candidate: rule}``, the most certain rule of each.

        :param candidates: ``{whatever names it: {code: set of keys}}``
        """
        matches = {}
        for rule in self.sudo()._get_rules():
            steps, vetoes = rule._get_steps(), rule._get_contradictions()
            for partner_id, other in candidates.items():
                if duplicates.agrees(steps, keys, other) and not duplicates.contradicts(
                    vetoes, keys, other
                ):
                    matches.setdefault(partner_id, rule)
        return matches

    def _find_candidates(self, rules, kind, keys):
        codes = {code for rule in rules for code in rule._get_join_codes()}
        found = set()
        for code in codes & keys.keys():
            for key in sorted(keys[code])[:CANDIDATES]:
                query = SQL(
                    "SELECT p.id FROM res_partner p WHERE %s AND p.client_kind = %s "
                    "AND %s LIMIT %s",
                    self._get_client_condition(),
                    kind,
                    self._get_key_condition(code, key),
                    CANDIDATES,
                )
                found.update(row[0] for row in self.env.execute_query(query))
        return found

    @api.model
    def _get_key_condition(self, code, key):
        """Hook: the condition by which an index finds the clients ``p`` with a key."""
        if code in NUMBERS:
            return SQL("%s = %s", SQL.identifier("p", code), key)
        if code == "phone":
            return SQL(
                "p.id IN (SELECT partner_id FROM bank_client_phone WHERE e164 = %s)",
                key,
            )
        words = key.split()
        return SQL(" AND ").join(
            SQL("p.search_key LIKE %s", f"% {self._escape_like(word)} %")
            for word in words
        )

    @api.model
    def _escape_like(self, word):
        return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

    @api.model
    def _get_card_keys(self, partner):
        """Return the keys of a card as it stands on the screen, saved or not."""
        region = partner._get_phone_region()
        numbers = [*partner.phone_ids.mapped("number"), partner.phone]
        keys = {
            "name": duplicates.name_keys(partner.name),
            "phone": {phones.normalise(number or "", region) for number in numbers},
            "email": {partner.email_normalized or ""},
            "birth_date": {fields.Date.to_string(partner.birth_date) or ""},
        }
        for name in NUMBERS:
            keys[name] = {registration.clean(partner[name]) or ""}
        return {code: found - {""} for code, found in keys.items() if found - {""}}
