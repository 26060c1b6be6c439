"""The checks of ``make test`` and ``make lint`` find what they are there for."""

import pytest

from tools import checklog, po
from tools.base import CommandError
from tools.check import stages

LOG = """\
2026-11-22 02:36:06,624 12064 INFO db odoo.modules.loading: loading 28 modules
2026-11-22 02:36:06,625 12064 WARNING db odoo.fields: field without a label
2026-11-22 02:36:06,626 12064 ERROR db odoo.sql_db: bad query: SELECT
2026-11-22 02:36:06,627 12064 WARNING db odoo.addons.base.models.ir_module: docutils
"""
PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Deal"
msgstr "Сделка"

msgid "Stage"
msgstr ""

msgid "Open for %(days)s days"
msgstr "Открыта %(day)s дней"
"""


def test_warnings_are_found_and_explained_ones_are_not():
    found = checklog.find(LOG)
    assert [line.split()[3] for line in found] == ["WARNING", "ERROR"]


@pytest.fixture
def addon(tmp_path):
    (tmp_path / "i18n").mkdir()
    (tmp_path / "i18n" / "ru.po").write_text(PO)
    return tmp_path


def test_untranslated_and_broken_placeholders(addon):
    lines = po.check_file(addon)
    assert len(lines) == 2
    assert "'Stage'" in lines[0]
    assert "placeholders" in lines[1]


def test_term_missing_from_the_russian(addon):
    pot = addon / "i18n" / f"{addon.name}.pot"
    pot.write_text('msgid ""\nmsgstr ""\n\nmsgid "Client"\nmsgstr ""\n')
    assert any("'Client'" in line for line in po.check_file(addon))


def test_a_term_of_code_without_its_mark(addon):
    place = "#: code:addons/bank_x/models/x.py:0\n"
    term = 'msgid "Now"\nmsgstr "Сейчас"\n'
    russian = addon / "i18n" / "ru.po"
    russian.write_text(f"#. module: bank_x\n{place}{term}")
    assert ["'Now'" in line for line in po.check_file(addon)] == [True]
    russian.write_text(f"#. module: bank_x\n#. odoo-python\n{place}{term}")
    assert po.check_file(addon) == []


def test_no_russian_at_all(tmp_path):
    assert len(po.check_file(tmp_path)) == 1


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("=== 3 passed, 1 warning in 2.30s ===", (3, 0)),
        ("=== 1 failed, 7 passed, 2 errors in 1.00s (0:00:01) ===", (7, 3)),
        ("=== 2 skipped in 0.10s ===", None),
        ("Segmentation fault", None),
    ],
)
def test_counts_of_pytest(monkeypatch, last, expected):
    monkeypatch.setattr(stages, "run", lambda *args, **kwargs: f"...\n{last}\n")
    if expected is None:
        with pytest.raises(CommandError):
            stages.run_pytest("x")
    else:
        assert stages.run_pytest("x") == expected
