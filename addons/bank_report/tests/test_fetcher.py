# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import http.server
import logging
import tempfile
import threading

from odoo.tests import tagged

from ..tools.fetcher import AssetFetcher
from .common import BankReportCommon

BASE = "http://bank.example"
PIXEL = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    b"awAAAABJRU5ErkJggg=="
)
# every way we know by which a document names something else
ATTACKS = """
    <base href="%(url)s" />
    <link rel="stylesheet" href="%(url)s" />
    <link rel="attachment" href="%(url)s" />
    <style>
        @import url("%(url)s");
        @font-face { font-family: "Stolen"; src: url("%(url)s"); }
        .stolen { font-family: "Stolen"; background: url("%(url)s"); }
        .stolen::before { content: url("%(url)s"); }
        .stolen { list-style-image: url("%(url)s"); display: list-item; }
        .stolen { border-image-source: url("%(url)s"); mask-image: url("%(url)s"); }
    </style>
    <p class="stolen">x</p>
    <img src="%(url)s" alt="" />
    <embed src="%(url)s" />
    <object data="%(url)s"></object>
    <a rel="attachment" href="%(url)s">file</a>
    <svg viewBox="0 0 9 9" width="90" height="90">
        <style>@import url("%(url)s");</style>
        <image href="%(url)s" width="9" height="9" />
        <use href="%(url)s#x" />
    </svg>
    <img t-foreach="data['images']" t-as="image" alt="" t-att-src="image" />
"""
SVG = """<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
    <image href="%(url)s" width="9" height="9" />
</svg>"""
ENTITY = """<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY stolen SYSTEM "%(url)s">]>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&stolen;</text></svg>"""


class Witness(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *args):
        """Nothing goes to the console."""


@tagged("post_install", "-at_install")
class TestFetcher(BankReportCommon):
    def _fetch(self, url, user=None):
        env = self.env(user=user or self.employee)
        return AssetFetcher(env, BASE).fetch(BASE + url if url[0] == "/" else url)

    def _attack(self, url):
        self.env.company.logo = False
        images = [
            "data:image/svg+xml;base64,"
            + base64.b64encode((svg % {"url": url}).encode()).decode()
            for svg in (SVG, ENTITY)
        ]
        self._set_body(ATTACKS % {"url": url})
        return self._print(self.branches[0], user=self.employee, images=images)

    def test_own_assets_are_served(self):
        for url, kind in (
            ("/bank_report/static/src/css/bank_report.css", "text/css"),
            ("/web/static/img/placeholder.png", "image/png"),
            ("/report/barcode/QR/1?width=90&height=90", "image/svg+xml"),
            ("/report/barcode/?barcode_type=QR&value=1", "image/svg+xml"),
            ("data:text/css,p%7B%7D", "text/css"),
        ):
            with self.subTest(url=url):
                response = self._fetch(url)
                self.assertEqual(response.content_type, kind)
                self.assertTrue(response.read())

    def test_foreign_addresses_are_refused(self):
        for url in (
            "http://169.254.169.254/latest/meta-data/",
            "https://bank.example/web/static/img/placeholder.png",
            "http://bank.example:8069/web/static/img/placeholder.png",
            "http://bank.example@127.0.0.1/web/static/img/placeholder.png",
            "http://127.0.0.1/web/static/img/placeholder.png",
            "//127.0.0.1/web/static/img/placeholder.png",
            "ftp://127.0.0.1/x.png",
            "file:///etc/passwd",
            "FILE:///etc/passwd",
            "file://bank.example/web/static/img/placeholder.png",
            "jar:file:///etc/passwd",
            "gopher://127.0.0.1:5432/",
        ):
            with self.subTest(url=url), self.assertRaises(ValueError):
                self._fetch(url)

    def test_paths_out_of_static_folders_are_refused(self):
        for path in (
            "/etc/passwd",
            "/bank_report/__manifest__.py",
            "/bank_report/static/../__manifest__.py",
            "/bank_report/static/%2e%2e/__manifest__.py",
            "/bank_report/static/..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
            "/bank_report/static/src/css/../../../security/ir.model.access.csv",
            # of a kind that is taken, but of another addon
            "/bank_report/static/../../bank_base/static/description/icon.png",
            "/bank_report/static//etc/passwd",
            "/bank_report/static/fonts/LICENSE.txt",
            "/bank_report/static/src/css/bank_report.css%00.png",
            "/../bank_report/static/src/css/bank_report.css",
            "/./static/src/css/bank_report.css",
            "/no_such_addon/static/x.css",
            "/bank_report/static",
            "/web/session/logout",
            "/odoo",
        ):
            with self.subTest(path=path), self.assertRaises(ValueError):
                self._fetch(path)

    def _make_attachments(self):
        """Return a picture of the administrator's, one of a branch, and a link."""
        return self.env["ir.attachment"].create(
            [
                {
                    "name": "secret.png",
                    "datas": PIXEL,
                    "res_model": "ir.cron",
                    "res_id": self.env["ir.cron"].search([], limit=1).id,
                },
                {
                    "name": "shared.png",
                    "datas": PIXEL,
                    "res_model": "bank.branch",
                    "res_id": self.branches[0].id,
                },
                {
                    "name": "x",
                    "type": "url",
                    "url": "http://127.0.0.1/x",
                    "public": True,
                },
            ]
        )

    def test_attachments_follow_the_rights_of_the_user(self):
        secret, shared, link = self._make_attachments()
        for path in ("/web/image/%s", "/web/content/%s", "/web/image?id=%s"):
            self.assertEqual(
                self._fetch(path % shared.id).read(), base64.b64decode(PIXEL)
            )
            for attachment in secret + link:
                with self.subTest(path=path), self.assertRaises(ValueError):
                    self._fetch(path % attachment.id)
        # superuser mode of the caller does not widen what a document may show
        with self.assertRaises(ValueError):
            AssetFetcher(self.env(user=self.employee, su=True), BASE).fetch(
                f"{BASE}/web/image/{secret.id}"
            )

    def test_fields_follow_the_rights_of_the_user(self):
        head = self.env["bank.letterhead"].create(
            {"branch_id": self.branches[0].id, "logo": PIXEL}
        )
        path = f"/web/image/bank.letterhead/{head.id}/logo"
        self.assertEqual(self._fetch(path).content_type, "image/png")
        stranger = self.env.ref("base.public_user")
        for url in (path, f"{path}?access_token=1", path.replace("logo", "name")):
            with self.subTest(url=url), self.assertRaises(ValueError):
                self._fetch(url, user=stranger)

    def test_malicious_template_reaches_no_host(self):
        server = http.server.HTTPServer(("127.0.0.1", 0), Witness)
        server.seen = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            self._attack(f"http://127.0.0.1:{server.server_port}/evil")
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
        self.assertEqual(server.seen, [])

    def test_malicious_template_reads_no_file(self):
        opened = []
        real = AssetFetcher._read_static

        def read_static(fetcher, path):
            result = real(fetcher, path)
            opened.append(path)
            return result

        self.patch(AssetFetcher, "_read_static", read_static)
        with tempfile.NamedTemporaryFile(suffix=".png") as file:
            file.write(base64.b64decode(PIXEL))
            file.flush()
            content = self._attack(f"file://{file.name}")
            self._attack(f"/bank_report/static/../../../../../..{file.name}")
        self.assertEqual(opened, [])
        self.assertNotIn(b"/EmbeddedFile", content)
        self.assertNotIn(b"/Subtype /Image", content)
        self.assertNotIn(b"/Subtype/Image", content)

    def test_refusal_is_told_in_the_log(self):
        logger = "odoo.addons.bank_report.tools.fetcher"
        with self.assertLogs(logger, logging.INFO) as log:
            self._attack("file:///etc/passwd")
        # the ways in the attack are real: the library follows them to our door
        self.assertGreater(len(log.output), 5)
        self.assertIn("file:///etc/passwd", log.output[0])
