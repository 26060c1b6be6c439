"""What a form says that only the browser would find out."""

from lxml import etree

from odoo.tests import TransactionCase, tagged

from tools import odoo

# widgets that show the number alone need no model beside it
PLAIN = {"many2one_reference_integer"}


@tagged("post_install", "-at_install")
class TestViews(TransactionCase):
    def test_a_link_to_any_document_stands_beside_its_model(self):
        """Else the browser breaks down when the record is opened."""
        missing = [
            f"{view.xml_id}: {name} without {model_field}"
            for view in self._find_views()
            for name, model_field in self._find_lonely_links(view)
        ]
        self.assertFalse(missing, "\n".join(missing))

    def _find_views(self):
        data = self.env["ir.model.data"].search(
            [("model", "=", "ir.ui.view"), ("module", "in", odoo.ours(tests=True))]
        )
        views = self.env["ir.ui.view"].browse(data.mapped("res_id"))
        found = views.filtered(
            lambda view: (
                view.mode == "primary"
                and view.type in ("form", "list", "kanban")
                and view.model in self.env
            )
        )
        self.assertGreater(len(found), 100)
        return found

    def _find_lonely_links(self, view):
        """Yield links of a view, and of lists in it, whose model is not shown."""
        arch, _view = self.env[view.model]._get_view(view.id, view.type)
        yield from self._look_at(arch, self.env[view.model])

    def _look_at(self, arch, model):
        nodes = list(self._iter_fields(arch))
        names = {node.get("name") for node in nodes}
        for node in nodes:
            field = model._fields.get(node.get("name"))
            if field is None or node.get("invisible") in ("1", "True"):
                continue
            if (
                field.type == "many2one_reference"
                and node.get("widget") not in PLAIN
                and field.model_field not in names
            ):
                yield field.name, field.model_field
            for inner in node:
                if isinstance(inner.tag, str) and field.relational:
                    yield from self._look_at(inner, self.env[field.comodel_name])

    def _iter_fields(self, arch):
        """Yield the fields of one record: not those of lists within it."""
        for node in arch.iterchildren(etree.Element):
            if node.tag == "field":
                yield node
            else:
                yield from self._iter_fields(node)
