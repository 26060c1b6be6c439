"""The calendar of bookings of docs/customising.md: its model, wall, screens work."""

import ast
import re
import tempfile
from pathlib import Path

from psycopg2.errors import CheckViolation, ExclusionViolation

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.convert import convert_csv_import, convert_xml_import

from odoo.addons.bank_crm_core.tests.common import BankCoreCommon

from tools.base import ROOT

MODULE = "bank_custom_booking"
MODEL = "x_bank_custom_booking"


@tagged("post_install", "-at_install")
class TestBookingsPage(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.page = (ROOT / "docs" / "customising.md").read_text()
        tree = ast.parse(cls._get_block("booking"))
        cls.sample = next(node for node in tree.body if isinstance(node, ast.ClassDef))
        cls._create_model()
        cls._load("booking access", "ir.model.access.csv")
        cls._load("booking rules", "booking_security.xml")
        cls._load("booking views", "booking_views.xml")
        cls.firm = cls._create_client("ООО Застройщик", client_kind="company")

    @classmethod
    def _get_block(cls, mark):
        pattern = rf"<!-- {mark} -->\n```\w+\n(.*?)\n```"
        return re.search(pattern, cls.page, re.DOTALL)[1]

    @classmethod
    def _get_calls(cls, kind):
        """Return ``{name: call}`` of the attributes made by ``fields`` or ``models``."""
        return {
            node.targets[0].id: node.value
            for node in cls.sample.body
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and node.value.func.value.id == kind
        }

    @classmethod
    def _create_model(cls):
        """Make the sample's model as an administrator could: with x_ before its names."""
        model = cls.env["ir.model"].create(
            {
                "name": "Booking",
                "model": MODEL,
                "field_id": [
                    (0, 0, cls._prepare_field(name, call))
                    for name, call in cls._get_calls("fields").items()
                ],
            }
        )
        cls.env["ir.model.data"].create(
            {
                "module": MODULE,
                "name": f"model_{MODULE}",
                "model": "ir.model",
                "res_id": model.id,
            }
        )
        for name, call in cls._get_calls("models").items():
            definition = cls._by_hand(ast.literal_eval(call.args[0]))
            cls.cr.execute(f"ALTER TABLE {MODEL} ADD CONSTRAINT {name} {definition}")

    @classmethod
    def _prepare_field(cls, name, call):
        options = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
        return {
            "name": f"x_{name}",
            "ttype": call.func.attr.lower(),
            "field_description": options.get("string", name),
            "required": options.get("required", False),
            "relation": options.get("comodel_name"),
            "on_delete": options.get("ondelete"),
        }

    @classmethod
    def _by_hand(cls, text):
        """Name the sample's own fields and its model as they are called here."""
        text = text.replace("bank.custom.booking<", f"{MODEL}<")
        names = "|".join(cls._get_calls("fields"))
        # attributes of nodes are called like fields, and stay
        return re.sub(rf"(?<![\w.])(default_)?({names})\b(?!=)", r"\1x_\2", text)

    @classmethod
    def _load(cls, mark, name):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_text(cls._by_hand(cls._get_block(mark)))
            if path.suffix == ".csv":
                convert_csv_import(cls.env, MODULE, name, path.read_bytes(), {})
            else:
                with path.open("rb") as file:
                    convert_xml_import(cls.env, MODULE, file, {})

    def _book(self, user=None, **values):
        values = {
            "unit": "Квартира 12",
            "partner_id": self.firm.id,
            "date_start": "2026-12-01",
            "date_end": "2026-12-10",
            **values,
        }
        bookings = self.env[MODEL].with_user(user or self.manager)
        return bookings.create({f"x_{key}": value for key, value in values.items()})

    def test_the_manager_books_and_others_do_not(self):
        booking = self._book()
        self.assertEqual(booking.x_partner_id, self.firm)
        self.assertTrue(booking.with_user(self.colleague).has_access("read"))
        with self.assertRaises(AccessError):
            booking.with_user(self.stranger).read(["x_unit"])
        for user in (self.colleague, self.stranger, self.employee):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._book(user, unit="Квартира 13")

    @mute_logger("odoo.sql_db")
    def test_no_object_is_booked_twice(self):
        self._book()
        self._book(unit="Квартира 13")
        self._book(date_start="2026-12-11", date_end="2026-12-12")
        with self.assertRaises(ExclusionViolation), self.cr.savepoint():
            self._book(date_start="2026-12-10", date_end="2026-12-20")
        with self.assertRaises(CheckViolation), self.cr.savepoint():
            self._book(date_start="2027-01-02", date_end="2027-01-01")

    def test_the_card_opens_the_calendar(self):
        action = self.env.ref(f"{MODULE}.booking_action")
        view = self.env.ref("bank_crm_core.res_partner_view_form_client")
        partners = self.env["res.partner"].with_user(self.manager)
        self.assertIn(f'name="{action.id}"', partners.get_view(view.id, "form")["arch"])
        self.assertEqual(action.view_mode.split(",")[0], "calendar")
        bookings = self.env[MODEL].with_user(self.manager)
        for kind in ("calendar", "form"):
            found = bookings.get_view(False, kind)
            self.assertEqual(
                found["id"], self.env.ref(f"{MODULE}.booking_view_{kind}").id
            )
            self.assertIn("x_date_start", found["arch"])

    def test_reading_a_client_through_it_is_logged(self):
        named = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in self.sample.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        }
        self.assertTrue(named["_access_logged"])
        self.assertIn(named["_access_log_client"], self._get_calls("fields"))
