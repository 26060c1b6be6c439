# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import unittest

from odoo.tests import tagged

from ..tools import docx_template
from ..tools.docx_problems import TemplateError
from .docx_common import DocxCase, make_docx

try:
    from hypothesis import given, settings
    from hypothesis import strategies as st
except ImportError:  # a development dependency
    raise unittest.SkipTest("hypothesis is not installed") from None

CANARY = "canary-secret"
_quick = settings(max_examples=60, deadline=None, derandomize=True, database=None)
_words = st.sampled_from(
    "{{ }} {% %} {# #} {%tr {%p {%- -%} if for in endfor endif else set x rows loop . | "
    "~ ( ) [ ] * ** + 'a' \"b\" «в» 1 __class__ attr money default sum _rows self range "
    "raw endraw hm vm cellbg colspan is defined not , :".split()
)
_sources = st.lists(_words, max_size=25).map(" ".join)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@tagged("post_install", "-at_install")
class TestDocxProperties(DocxCase):
    @_quick
    @given(_sources)
    def test_any_source_is_printed_or_refused(self, source):
        content = make_docx(source)
        problems = docx_template.check_template(content, None)
        try:
            docx_template.render(content, {"x": 5, "rows": [{"a": 1}], "_y": CANARY})
        except TemplateError as error:
            self.assertIn(error.code, docx_template.PROBLEMS)
            return
        # what prints was not complained of
        self.assertEqual(problems, [])

    @_quick
    @given(_values)
    def test_any_value_is_printed_or_refused(self, value):
        content = make_docx("{{ x }}{{ x.a }}{% for r in x %}{{ r }}{% endfor %}")
        try:
            docx_template.render(content, {"x": value})
        except TemplateError as error:
            self.assertIn(error.code, docx_template.PROBLEMS)

    @_quick
    @given(st.text(max_size=50))
    def test_text_comes_out_as_it_went_in(self, text):
        printable = "".join(letter for letter in text if letter.isprintable())
        (line,) = self.render("{{ x }}", context={"x": printable}, missing="")
        self.assertEqual(line, printable.replace("\xa0", " ").replace("\u202f", " "))

    @_quick
    @given(st.binary(max_size=500))
    def test_any_bytes_are_no_template(self, content):
        for head in (b"", b"PK\x03\x04"):
            self.assertTrue(docx_template.check_template(head + content, None))
