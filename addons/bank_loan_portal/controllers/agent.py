# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from ..models.bank_inquiry_form_field import KINDS

PAGE = 20
_SLOT = re.compile(r"slot_(\d{1,9})")
# of one file; the type of the paper may allow less
MOST_BYTES = 30 * 1024 * 1024
HEADERS = {"Cache-Control": "no-store", "X-Frame-Options": "DENY"}


class AgentPortal(CustomerPortal):
    """Pages of an outside agent: a form, what he has entered, how far each is.

    He has no right on any table. Every page begins with ``_find_agent`` and every
    record is found within what that agent has entered.
    """

    @route(
        ["/my/applications", "/my/applications/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def list_applications(self, page=1, q="", **_sent):
        agent = self._find_agent()
        inquiries = request.env["bank.inquiry"].sudo()
        domain = agent._get_own_domain()
        q = q.strip()[:80]
        if q:
            found = Domain("contact_name", "ilike", q)
            if q.isascii() and q.isdigit() and len(q) < 10:
                found |= Domain("id", "=", int(q))
            domain &= found
        pages = pager(
            url="/my/applications",
            url_args={"q": q} if q else {},
            total=inquiries.search_count(domain),
            page=page,
            step=PAGE,
        )
        rows = inquiries.search(domain, limit=PAGE, offset=pages["offset"])
        return self._show(
            "bank_loan_portal.agent_list",
            {"agent": agent, "rows": rows, "pager": pages, "q": q},
        )

    @route(
        "/my/applications/new", type="http", auth="user", methods=["GET"], website=True
    )
    def show_form(self, **_sent):
        return self._show_form(self._find_agent(), {}, {})

    @route(
        "/my/applications/send",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def send_form(self, **sent):
        agent = self._find_agent()
        sent = {name: text for name, text in sent.items() if isinstance(text, str)}
        if "reckon" in sent:
            offers = agent.form_id._reckon_for_agent(agent, sent)
            return self._show_form(agent, sent, {}, offers)
        files = self._read_files()
        address = request.httprequest.remote_addr
        errors, inquiry = agent.form_id._submit_by_agent(agent, sent, files, address)
        if errors:
            return self._show_form(agent, sent, errors)
        return request.redirect(f"/my/applications/{inquiry.id}?sent=1")

    @route(
        "/my/applications/<int:number>",
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
    )
    def show_application(self, number, sent="", **_sent):
        return self._show_application(self._find(number), bool(sent))

    @route(
        "/my/applications/<int:number>/paper",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def send_paper(self, number, **_sent):
        inquiry = self._find(number)
        files = self._read_files()
        try:
            with request.env.cr.savepoint():
                inquiry._take_agent_papers(files)
        except UserError as error:
            return self._show_application(inquiry, False, str(error))
        return request.redirect(f"/my/applications/{inquiry.id}")

    # ------------------------------------------------------------ whose it is
    def _find_agent(self):
        agent_sudo = request.env["bank.agent"]._find_own()
        if not agent_sudo:
            raise request.not_found()
        return agent_sudo

    def _find(self, number):
        """Return what his agent has entered under this number; else there is none."""
        own = self._find_agent()._get_own_domain()
        found = request.env["bank.inquiry"].sudo()
        inquiry_sudo = found.search(own & Domain("id", "=", number))
        if not inquiry_sudo:
            raise request.not_found()
        return inquiry_sudo

    def _read_files(self):
        """Return ``[(slot id, name, content)]`` of the files that came."""
        found = []
        for name, file in request.httprequest.files.items(multi=True):
            place = _SLOT.fullmatch(name)
            if place and file.filename:
                content = file.stream.read(MOST_BYTES + 1)
                found.append((int(place[1]), file.filename[:200], content))
        return found

    # ------------------------------------------------------------ what is shown
    def _show_form(self, agent, sent, errors, offers=()):
        form = agent.form_id
        stamp = sent.get("stamp")
        is_kept = stamp and form._judge_stamp(stamp) != "old"
        values = {
            "agent": agent,
            "form": form,
            "kinds": KINDS,
            "products": agent._get_products(),
            "slots": request.env["bank.inquiry"].sudo()._get_common_slots(),
            "sent": sent,
            "errors": errors,
            "offers": offers,
            "stamp": stamp if is_kept else form._make_stamp(),
        }
        return self._show("bank_loan_portal.agent_form", values)

    def _show_application(self, inquiry, is_sent, problem=""):
        inquiry._note_access()
        values = {
            "inquiry": inquiry,
            "status": inquiry._tell_agent(),
            "lines": inquiry._prepare_agent_lines(),
            "papers": inquiry._prepare_agent_papers(),
            "is_open": inquiry._is_open_for_papers(),
            "is_sent": is_sent,
            "problem": problem,
        }
        return self._show("bank_loan_portal.agent_application", values)

    def _show(self, template, values):
        layout = self._prepare_portal_layout_values()
        values = {**layout, **values, "page_name": "agent"}
        response = request.render(template, values)
        response.flatten()  # an error must not come after the answer has begun
        response.headers.update(HEADERS)
        return response
