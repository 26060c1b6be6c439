# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import os
import time
import zipfile

import docx

from odoo.tests import tagged

from ..tools import docx_package, docx_sandbox, docx_template
from ..tools.docx_template import TemplateError
from .docx_common import (
    BODY,
    RELATIONS,
    TYPES,
    DocxCase,
    add_footnotes,
    make_docx,
    read,
    read_part,
    relate,
    repack,
    save,
)

CANARY = "canary-secret"


class Trap:
    """What a template must never get at."""

    secret = CANARY

    def __str__(self):
        return CANARY


@tagged("post_install", "-at_install")
class TestDocxAttacks(DocxCase):
    def test_class_of_a_text(self):
        self.assertRefused(
            "forbidden", "{{ ''.__class__.__mro__[1].__subclasses__() }}"
        )

    def test_class_of_a_tuple(self):
        self.assertRefused("forbidden", "{{ ().__class__ }}")

    def test_class_by_brackets(self):
        self.assertRefused("forbidden", "{{ x['__class__'] }}")

    def test_class_by_joined_name(self):
        self.assertRefused("forbidden", "{{ x['__cla' ~ 'ss__'] }}")

    def test_attr_filter(self):
        self.assertRefused("unknown_filter", "{{ x|attr('__class__') }}")

    def test_map_filter(self):
        self.assertRefused(
            "unknown_filter", "{{ rows|map(attribute='__class__')|join }}"
        )

    def test_format_string(self):
        self.assertRefused("forbidden", "{{ '{0.__class__}'.format(x) }}")

    def test_format_filter(self):
        self.assertRefused("unknown_filter", "{{ '%s'|format(x) }}")

    def test_percent_format(self):
        self.assertRefused("forbidden", "{{ '%0999999999d' % x }}")

    def test_range(self):
        self.assertRefused("forbidden", "{% for i in range(10**9) %}{% endfor %}")

    def test_power(self):
        self.assertRefused("forbidden", "{{ 10**10**10 }}")

    def test_text_times_a_number(self):
        for text in ("{{ 'a' * 1000000000 }}", "{{ x * 1000000000 }}"):
            with self.subTest(text=text), self.assertRaises(TemplateError) as caught:
                self.render(text, context={"x": "a"})
            self.assertEqual(caught.exception.code, "bad_value")

    def test_list_times_a_number(self):
        with self.assertRaises(TemplateError):
            self.render("{{ rows * 1000000000 }}", context={"rows": [1, 2]})

    def test_number_grows_in_a_loop_of_products(self):
        text = "{{ " + " * ".join(["999999999"] * 20) + " }}"
        with self.assertRaises(TemplateError) as caught:
            self.render(text)
        self.assertEqual(caught.exception.code, "bad_value")

    def test_long_number(self):
        with self.assertRaises(TemplateError):
            self.render("{{ " + "9" * 400 + " + 1 }}")

    def test_set(self):
        self.assertRefused("forbidden", "{% set x = [1] %}")

    def test_set_block(self):
        self.assertRefused("forbidden", "{% set x %}{{ x }}{% endset %}")

    def test_names_of_the_engine(self):
        for name in ("self", "super", "caller", "varargs", "kwargs", "_x", "loop"):
            with self.subTest(name=name):
                self.assertRefused("forbidden", f"{{{{ {name} }}}}")

    def test_context_of_the_template(self):
        self.assertRefused("forbidden", "{{ self._TemplateReference__context }}")

    def test_calls(self):
        for text in ("x()", "x.items()", "loop.cycle(1)", "x.upper()", "super()"):
            with self.subTest(text=text):
                self.assertRefused(
                    "forbidden", f"{{% for r in y %}}{{{{ {text} }}}}{{% endfor %}}"
                )

    def test_globals_are_gone(self):
        for name in ("cycler", "joiner", "lipsum", "namespace", "range", "dict"):
            with self.subTest(name=name):
                self.assertEqual(self.render(f"{{{{ {name} }}}}", missing="-"), ["-"])
        self.assertRefused("forbidden", "{{ cycler.__init__.__globals__ }}")

    def test_methods_of_values_are_no_fields(self):
        for name in ("items", "keys", "get", "index", "count", "real", "numerator"):
            with self.subTest(name=name):
                lines = self.render(
                    f"{{{{ r.{name} }}}}{{{{ t.{name} }}}}{{{{ n.{name} }}}}"
                    f"{{{{ l.{name} }}}}",
                    context={"r": {"a": 1}, "t": "text", "n": 5, "l": [1]},
                    missing="-",
                )
                self.assertEqual(lines, ["----"])

    def test_internals_of_the_loop(self):
        for name in ("nextitem", "previtem", "depth", "changed", "_recurse"):
            with self.subTest(name=name):
                self.assertRefused(
                    "forbidden",
                    f"{{% for r in rows %}}{{{{ loop.{name} }}}}{{% endfor %}}",
                )

    def test_loop_under_another_name(self):
        self.assertRefused("forbidden", "{% for loop in rows %}{{ loop }}{% endfor %}")
        lines = self.render(
            "{% for r in rows %}{{ (loop if 1 else 1).previtem }}{% endfor %}",
            context={"rows": [CANARY, CANARY]},
            missing="-",
        )
        self.assertEqual(lines, ["--"])

    def test_tags_of_the_engine(self):
        for text in (
            "{% include 'x' %}",
            "{% import 'x' as y %}",
            "{% from 'x' import y %}",
            "{% extends 'x' %}",
            "{% block x %}{% endblock %}",
            "{% macro x() %}{% endmacro %}",
            "{% call x() %}{% endcall %}",
            "{% filter upper %}x{% endfilter %}",
            "{% with x = 1 %}{% endwith %}",
            "{% autoescape false %}{{ x }}{% endautoescape %}",
            "{% for r in rows recursive %}{{ loop(r) }}{% endfor %}",
            "{% for a, b in rows %}{% endfor %}",
        ):
            with self.subTest(text=text):
                codes = self.get_codes(make_docx(text))
                self.assertTrue(set(codes) & {"forbidden", "unknown_tag"}, codes)
                with self.assertRaises(TemplateError):
                    self.render(text)

    def test_escaping_cannot_be_switched_off(self):
        for text in (
            "{{ x|safe }}",
            "{{ x|e }}",
            "{{ x|tojson }}",
            "{{r x }}",
            "{{p x }}",
        ):
            with self.subTest(text=text):
                codes = self.get_codes(make_docx(text))
                self.assertTrue(set(codes) & {"unknown_filter", "forbidden"})

    def test_inner_filters_are_not_for_authors(self):
        for name in ("_rows", "_text"):
            with self.subTest(name=name):
                self.assertRefused("unknown_filter", f"{{{{ x|{name} }}}}")

    def test_objects_do_not_get_in(self):
        for value in (Trap(), {"a": Trap()}, [Trap()], lambda: 1, object, b"x", {1}):
            with self.subTest(value=value), self.assertRaises(TemplateError) as caught:
                self.render("{{ x }}", context={"x": value})
            self.assertEqual(caught.exception.code, "bad_value")

    def test_value_is_not_a_template(self):
        value = "{{ secret }}{% raw %}{_{ secret }_}"
        document = docx.Document(io.BytesIO(make_docx("{{ x }}", header="{{ x }}")))
        document.add_section()  # docxtpl reads footnotes once a section
        content = add_footnotes(save(document), "{{ x }}")
        rendered = docx_template.render(content, {"x": value, "secret": CANARY})
        for part in (BODY, "word/header1.xml", "word/footnotes.xml"):
            with self.subTest(part=part):
                self.assertNotIn(CANARY, read_part(rendered, part))

    def test_deep_nesting(self):
        loops = "".join(f"{{% for a{n} in rows %}}" for n in range(30))
        ends = "{% endfor %}" * 30
        self.assertRefused("too_complex", loops + ends)
        self.assertRefused("too_complex", "{{ " + "(" * 240 + "1" + ")" * 240 + " }}")
        self.assertRefused("too_complex", "{{ " + "not " * 110 + "x }}")
        self.assertRefused("too_complex", "{{ " + "+".join("1" * 200) + " }}")
        self.assertRefused("too_complex", "{% if x %}" * 300 + "{% endif %}" * 300)

    def test_long_field(self):
        self.assertRefused("too_complex", "{{ '" + "a" * 600 + "' }}")

    def test_many_fields(self):
        self.assertRefused("too_complex", "{{ x }}" * 6000)

    def test_loops_within_loops_are_counted(self):
        text = (
            "{% for a in r %}{% for b in r %}{% for c in r %}{% endfor %}{% endfor %}"
        )
        with self.assertRaises(TemplateError) as caught:
            self.render(text + "{% endfor %}", context={"r": [1] * 1000})
        self.assertEqual(caught.exception.code, "too_long")
        self.assertIn("rows", caught.exception.detail)

    def test_output_is_counted(self):
        text = "{% for a in r %}{{ x }}{% endfor %}"
        context = {"r": [1] * 1000, "x": "x" * 50_000}
        with self.assertRaises(TemplateError) as caught:
            self.render(text, context=context)
        self.assertEqual(caught.exception.code, "too_long")

    def test_time_is_counted(self):
        self.patch(docx_sandbox, "MAX_SECONDS", 0)
        with self.assertRaises(TemplateError) as caught:
            self.render("{% for a in r %}{% endfor %}", context={"r": [1] * 1000})
        self.assertEqual(caught.exception.code, "too_long")

    def test_context_is_bounded(self):
        nested = {}
        nested["x"] = nested
        for value, code in (
            (nested, "too_complex"),
            (["x"] * 600_000, "too_complex"),
            ("x" * 200_000, "too_long"),
        ):
            with self.subTest(code=code), self.assertRaises(TemplateError) as caught:
                docx_sandbox.make_inert({"x": value})
            self.assertEqual(caught.exception.code, code)

    def test_time_of_hostile_sources(self):
        """Patterns of docxtpl are quadratic on what is never closed."""
        begun = time.monotonic()
        for text in (
            "{{" * 50_000,
            "{%" * 50_000,
            "}}" * 50_000 + "{{" * 50_000,
            "{% colspan" + " " * 400 + "%}",
            "{# " * 50_000,
            "{{ x }}" + "{% " * 50_000,
        ):
            self.assertTrue(self.get_codes(make_docx(text)))
        self.assertLess(time.monotonic() - begun, 60)


@tagged("post_install", "-at_install")
class TestDocxPackageAttacks(DocxCase):
    def setUp(self):
        super().setUp()
        self.content = make_docx("{{ x }}")

    def test_no_docx(self):
        for content in (b"", b"PK", b"%PDF-1.4", b"x" * 100):
            with self.subTest(content=content[:9]):
                self.assertRefused("not_docx", content)

    def test_another_zip(self):
        self.assertRefused("not_docx", repack(self.content, drop=[TYPES]))

    def test_truncated(self):
        self.assertRefused("damaged", self.content[: len(self.content) // 2])

    def test_damaged_part(self):
        self.assertRefused(
            "damaged", repack(self.content, {BODY: lambda old: old[: len(old) // 2]})
        )

    def test_macros(self):
        self.assertRefused(
            "macros", repack(self.content, add={"word/vbaProject.bin": b"x"})
        )

    def test_docm_renamed(self):
        def change(old):
            return old.replace(
                "application/vnd.openxmlformats-officedocument.wordprocessingml"
                ".document.main+xml",
                "application/vnd.ms-word.document.macroEnabled.main+xml",
            )

        self.assertRefused("macros", repack(self.content, {TYPES: change}))

    def test_entities(self):
        def change(old):
            head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            return old.replace("<w:document", head + "<w:document").replace(
                "{{ x }}", "&a;"
            )

        for name in (BODY, "word/styles.xml", "docProps/core.xml"):
            with self.subTest(name=name):
                content = repack(
                    self.content,
                    {
                        name: change
                        if name == BODY
                        else lambda old: "<!DOCTYPE x>" + old
                    },
                )
                self.assertRefused("external", content)

    def test_entities_in_utf16(self):
        text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'
        content = repack(self.content, add={"word/y.xml": text.encode("utf-16")})
        self.assertRefused("external", content)

    def test_external_relations(self):
        for kind in ("attachedTemplate", "image", "oleObject", "frame", "subDocument"):
            with self.subTest(kind=kind):
                content = relate(self.content, kind, "http://127.0.0.1:9/x")
                self.assertRefused("external", content)

    def test_external_in_another_spelling(self):
        content = repack(
            relate(self.content, "image", "http://127.0.0.1:9/x"),
            {RELATIONS: lambda old: old.replace('"External"', "' external'")},
        )
        self.assertRefused("external", content)

    def test_bomb(self):
        content = repack(self.content, add={"word/media/x.bin": bytes(40 << 20)})
        self.assertRefused("too_large", content)

    def test_bomb_of_many(self):
        parts = {f"word/media/{n}.bin": bytes(30 << 20) for n in range(4)}
        self.assertRefused("too_large", repack(self.content, add=parts))

    def test_many_entries(self):
        content = repack(self.content, add={f"x/{n}": b"" for n in range(1500)})
        self.assertRefused("too_large", content)

    def test_huge_body(self):
        pad = "<!--" + os.urandom(3 << 20).hex() + "-->"
        content = repack(
            self.content,
            {BODY: lambda old: old.replace("</w:body>", pad + "</w:body>")},
        )
        self.assertRefused("too_large", content)

    def test_too_large(self):
        self.patch(docx_package, "MAX_BYTES", 1000)
        self.assertRefused("too_large", self.content)

    def test_path_out_of_the_package(self):
        self.assertRefused("damaged", repack(self.content, add={"../../x": b"x"}))

    def test_encrypted(self):
        content = bytearray(self.content)
        with zipfile.ZipFile(io.BytesIO(self.content)) as file:
            start = file.start_dir
        content[start + 8] |= 1
        self.assertRefused("encrypted", bytes(content))

    def test_field_in_an_attribute(self):
        def change(old):
            return old.replace("<w:body>", '<w:body w:x="{{ x }}">')

        self.assertRefused("forbidden", repack(self.content, {BODY: change}))

    def test_nothing_of_it_harms_a_good_template(self):
        self.assertEqual(read(docx_template.render(self.content, {"x": 1})), ["1"])
