# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from odoo.tests import BaseCase

from ..tools import docx_template

TYPES = "[Content_Types].xml"
BODY = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"


def make_docx(*paragraphs, rows=(), header="", footer=""):
    """Return a docx (bytes); a paragraph given as a list is torn into several runs."""
    document = docx.Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for part in (text,) if isinstance(text, str) else text:
            paragraph.add_run(part)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(table.rows, rows):
            for cell, text in zip(cells.cells, row):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    return save(document)


def save(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def repack(content, change=None, add=None, drop=()):
    """Return a docx with parts changed ({name: function of text}), added, left out."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name in drop:
                continue
            part = old.read(name)
            if name in (change or {}):
                part = change[name](part.decode()).encode()
            new.writestr(name, part)
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return target.getvalue()


def add_footnotes(content, text):
    """Return the docx with a part of footnotes that holds one."""
    kind = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    )
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/>'
    relation = (
        '<Relationship Id="rIdNotes" Target="footnotes.xml" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/footnotes"/>'
    )
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r>'
        f"<w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    return repack(
        content,
        {
            TYPES: lambda old: old.replace("</Types>", override + "</Types>"),
            RELATIONS: lambda old: old.replace(
                "</Relationships>", relation + "</Relationships>"
            ),
        },
        {"word/footnotes.xml": notes},
    )


def relate(content, kind, target):
    """Return the docx with a relation of a kind to something outside."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        f'<Relationship Id="rIdOut" Type="{base}/{kind}" Target="{target}"'
        ' TargetMode="External"/>'
    )
    return repack(
        content,
        {
            RELATIONS: lambda old: old.replace(
                "</Relationships>", relation + "</Relationships>"
            )
        },
    )


def read(content):
    """Return the text of paragraphs, then of the cells of tables, as lines."""
    document = docx.Document(io.BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += ["|".join(cell.text for cell in row.cells) for row in table.rows]
    return [line.replace("\xa0", " ").replace("\u202f", " ") for line in lines]


def read_part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def raw_paragraph(xml):
    """Return a docx whose one paragraph is this XML of runs."""
    document = docx.Document()
    document._body._body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    return save(document)


class DocxCase(BaseCase):
    def render(self, *paragraphs, context=None, **options):
        """Return the lines of a document made from a template."""
        rows = options.pop("rows", ())
        content = make_docx(*paragraphs, rows=rows)
        return read(docx_template.render(content, context or {}, **options))

    def get_codes(self, content, known=None):
        problems = docx_template.check_template(content, known)
        return [problem.code for problem in problems]

    def assertRefused(self, code, content, context=None):
        """Neither saved nor printed, by whichever way it comes."""
        if isinstance(content, str):
            content = make_docx(content)
        self.assertIn(code, self.get_codes(content))
        with self.assertRaises(docx_template.TemplateError) as caught:
            docx_template.render(content, context or {})
        self.assertEqual(caught.exception.code, code)
