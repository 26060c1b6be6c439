"""Odoo's own ``test_lint`` that reads the loaded models; see tools/odoo_lint.py.

Its ``test_index`` wants an index of a single column under every One2many. Ours accepts a
wider one that begins with that column: it finds the rows as fast, and a second index
would cost every insert on tables of tens of millions of rows.
"""

from odoo.tests import TransactionCase, tagged

from odoo.addons.test_lint.tests.test_docstring import TestDocstring
from odoo.addons.test_lint.tests.test_naming import TestNaming
from odoo.addons.test_lint.tests.test_override_signatures import (
    TestLintOverrideSignatures,
)
from odoo.addons.test_lint.tests.test_routes import RoutesLinter

__all__ = [
    "RoutesLinter",
    "TestDocstring",
    "TestInverseIndex",
    "TestLintOverrideSignatures",
    "TestNaming",
]

LEADING_COLUMNS = """
    SELECT DISTINCT relation.relname, attribute.attname
      FROM pg_index AS index
      JOIN pg_class AS relation ON relation.oid = index.indrelid
      JOIN pg_attribute AS attribute
        ON attribute.attrelid = index.indrelid AND attribute.attnum = index.indkey[0]
     WHERE index.indisvalid
       AND COALESCE(pg_get_expr(index.indpred, index.indrelid), '') IN
           ('', '(' || quote_ident(attribute.attname) || ' IS NOT NULL)')
"""


@tagged("post_install", "-at_install")
class TestInverseIndex(TransactionCase):
    def test_rows_of_a_one2many_are_found_by_an_index(self):
        self.env.cr.execute(LEADING_COLUMNS)
        indexed = set(self.env.cr.fetchall())
        slow = {
            f"{inverse} (inverse of {field})"
            for field, inverse in self._inverses()
            if (self.env[inverse.model_name]._table, inverse.name) not in indexed
        }
        self.assertFalse(
            slow, "no index begins with the column of:\n" + "\n".join(slow)
        )

    def _inverses(self):
        """Give the One2many fields of our modules with their stored inverse."""
        for model in self.env.registry.values():
            for field in model._fields.values():
                ours = (field._module or "").startswith(("bank_", "test_bank_"))
                if field.type != "one2many" or not ours or not field.inverse_name:
                    continue
                comodel = self.env[field.comodel_name]
                inverse = comodel._fields[field.inverse_name]
                if comodel._auto and inverse.store and inverse.type == "many2one":
                    yield field, inverse
