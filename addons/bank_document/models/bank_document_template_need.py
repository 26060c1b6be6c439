# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain


class BankDocumentTemplate(models.Model):
    """For which documents a letter is printed at all, and what it cannot do without.

    Both are asked before anything is printed, and by printing itself.
    """

    _inherit = "bank.document.template"

    domain = fields.Char(
        string="Condition",
        default="[]",
        tracking=True,
        help="The letter is printed only for the documents that fulfil it.",
    )
    domain_note = fields.Char(
        string="Why Not",
        translate=True,
        help="What is told where the condition is not fulfilled, in one sentence.",
    )
    required_names = fields.Text(
        string="Must Be Filled In",
        tracking=True,
        help="Names without whose data the letter is not printed, one a line.",
    )

    @api.model
    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {"domain", "required_names"}

    @api.constrains("domain", "model_id")
    def _check_domain(self):
        for template in self:
            try:
                model = self.env[template.model].sudo()
                model._search(template._get_condition(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of “%(letter)s” cannot be read: %(error)s",
                        letter=template.name,
                        error=error,
                    )
                ) from error

    def _get_condition(self):
        """Hook: the domain over documents for which the letter is printed."""
        return Domain(literal_eval(self.domain or "[]"))

    def _get_required_names(self):
        lines = (self.required_names or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def _find_problems(self):
        problems = super()._find_problems()
        if not self.model:
            return problems
        names = self.env["bank.document.field"]
        known = names._get_known(self.model)
        unknown = [
            name for name in self._get_required_names() if not _is_known(known, name)
        ]
        if unknown:
            problems.append(
                self.env._(
                    "Nobody has listed what must be filled in: %(names)s. Correct the "
                    "names or add them under Names in Templates.",
                    names=", ".join(unknown),
                )
            )
        return problems

    def _filter_fitting(self, documents):
        """Return the letters that are printed for at least one of these documents."""
        documents_sudo = documents.sudo().with_context(active_test=False)
        own = Domain("id", "in", documents.ids)
        return self.filtered(
            lambda letter: (
                letter.model == documents._name
                and documents_sudo.search_count(own & letter._get_condition(), limit=1)
            )
        )

    def _find_lacks(self, record):
        """Return what keeps this letter from being printed for one document."""
        self.ensure_one()
        # the condition is judged by the server: it tells of what the user may not read
        record.check_access("read")
        if not self._filter_fitting(record):
            note = self.domain_note
            return [note or self.env._("It is not printed for this document.")]
        wanted = self._get_required_names()
        names = self.env["bank.document.field"]
        try:
            values = names._get_values(record, wanted) if wanted else {}
        except AccessError as error:
            return [str(error)]
        lacking = [name for name in wanted if _is_empty(values, name)]
        if not lacking:
            return []
        labels = (names._get_label(self.model, name) for name in lacking)
        return [self.env._("Not filled in: %(names)s", names=", ".join(labels))]

    def _print(self, record):
        record.check_access("read")
        letter = self._get_in_force()
        if letter.model == record._name and (lacks := letter._find_lacks(record)):
            raise UserError("\n".join(lacks))
        return super()._print(record)


def _is_known(known, name):
    """Return whether a nested catalogue has a dotted name.

    >>> _is_known({"client": {"name": None}, "rows": [{}]}, "client.name")
    True
    >>> _is_known({"client": {"name": None}}, "client.inn")
    False
    """
    for part in name.split("."):
        inner = known[0] if isinstance(known, list) else known
        if not isinstance(inner, dict) or part not in inner:
            return False
        known = inner[part]
    return True


def _is_empty(values, name):
    """Return whether there is no data under a dotted name; a zero is none.

    >>> _is_empty({"client": {"inn": None}}, "client.inn")
    True
    >>> _is_empty({"rows": [{}], "client": None}, "rows")
    False
    """
    for part in name.split("."):
        values = values.get(part) if isinstance(values, dict) else None
    return not isinstance(values, bool) and not values
