# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Papers of loans: a package of five letters, and words among 100,000 papers.

``loan_package``: the shipped package of five Word documents of an approved application
with a condition, a pledge and a guarantor: its manager opens the dialog, which checks what
each document lacks, and prints; all are filed. *floor*: the same five templates rendered
and nothing else.

``dossier_search``: a manager opens the first page of what has three words in it, among
papers of all clients; ``dossier_search_common`` the same for a word that nearly all have.
*floor*: the same rows by hand, with his wall as a list of branches. It raises when the two
find other papers.
"""

from functools import partial

from odoo.tools import SQL

from odoo.addons.bank_report.tools.docx_template import list_fields, render

from . import timing
from .approved_loan import ApprovedLoan
from .base import Bank

PAPERS, PAGE, REPEATS = 100_000, 80, 5
LETTERS = (
    "loan_agreement",
    "loan_schedule",
    "pledge_agreement",
    "guarantee_agreement",
    "credit_consent",
)
WORDS = "договор залога автомобиля"
COMMON = "поручитель"
# fifty words a paper; the last three stand together in one of two hundred
TEXT = """
    (SELECT string_agg((ARRAY['договор', 'график', 'поручитель', 'страхование',
        'справка', 'доход', 'квартира', 'банк', 'клиент', 'платёж', 'срок', 'сумма',
        'процент', 'согласие', 'выписка', 'устав'])[1 + (n * 31 + w * 17) %% 16], ' ')
       FROM generate_series(1, 50) w)
    || CASE WHEN n %% 200 = 0 THEN ' договор залога автомобиля' ELSE '' END
"""
BY_HAND = """
    SELECT d.id FROM bank_document d JOIN res_partner p ON p.id = d.res_id
     WHERE d.res_model = 'res.partner' AND p.branch_id = ANY(%s)
       AND d.state <> 'withdrawn'
       AND d.id IN (SELECT document_id FROM bank_document_text
                     WHERE words @@ websearch_to_tsquery('russian'::regconfig, %s))
     ORDER BY d.id DESC LIMIT %s
"""
FILL_PAPERS = """
    INSERT INTO bank_document (name, res_model, res_id, company_id, type_id, state,
                               source, create_date, write_date)
    SELECT 'Бумага ' || n, 'res.partner', c.ids[1 + n %% array_length(c.ids, 1)],
           %s, %s, 'received', 'uploaded', now(), now()
      FROM generate_series(1, %s) n,
           (SELECT array_agg(id) AS ids FROM res_partner
             WHERE client_kind IS NOT NULL AND branch_id IS NOT NULL) c
    RETURNING id
"""
FILL_VERSIONS = """
    INSERT INTO bank_document_version (document_id, number, file_name, mimetype, size,
                                       sha256, user_id, date)
    SELECT id, 1, 'scan.pdf', 'application/pdf', 1, md5(id::text), %s, now()
      FROM bank_document WHERE id >= %s
"""
FILL_WORDS = f"""
    INSERT INTO bank_document_text (version_id, document_id, content)
    SELECT v.id, v.document_id, t.words FROM bank_document_version v,
           LATERAL (SELECT v.document_id - %s + 1 AS n) k, LATERAL (SELECT {TEXT} AS words) t
     WHERE v.document_id >= %s
"""


def loan_package(env, count):
    loan = ApprovedLoan(Bank(env, count))
    application = loan.application
    letters = application.env["bank.document.template"].union(
        *(
            env.ref(f"bank_loan_pipeline.bank_document_template_{name}")
            for name in LETTERS
        )
    )
    for letter in letters:
        letter.action_start()
    own = env(user=loan.manager.id, context={"lang": "ru_RU"})

    def ours():
        env.invalidate_all()
        _print_package(application.with_env(own), letters)

    return {
        "ours_s": timing.median(ours, REPEATS),
        "floor_s": _time_rendering(application, letters),
        "stock_s": None,
        "letters": len(letters),
    }


def _print_package(application, letters):
    """Print what the dialog of the application offers, as its manager does."""
    action = application.action_print_papers()
    jobs = application.env["bank.document.print"].with_context(**action["context"])
    job = jobs.create({})
    if job.template_ids != letters or job.lacks:
        raise AssertionError(job.lacks or job.template_ids.mapped("name"))
    job.action_print()
    application.env.flush_all()
    if len(job.line_ids.document_id) < len(letters) or any(
        job.line_ids.mapped("is_failed")
    ):
        raise AssertionError(job.line_ids.mapped("note"))


def _time_rendering(application, letters):
    names = application.env["bank.document.field"]
    contents = [letter._get_content() for letter in letters]
    ready = [
        (content, names._get_values(application, list_fields(content)))
        for content in contents
    ]

    def render_all():
        for content, values in ready:
            render(content, values)

    return timing.median(render_all, REPEATS)


def dossier_search(env, count, words=WORDS):
    bank = Bank(env, count)
    _fill(env)
    papers = env["bank.document"].with_user(bank.manager)
    domain = [("text_search", "=", words), ("state", "!=", "withdrawn")]
    found = []

    def ours():
        env.invalidate_all()
        rows = papers.search_fetch(domain, ["name", "state"], limit=PAGE)
        found[:] = rows.ids

    branches = bank.manager.client_branch_ids.ids

    def floor():
        query = SQL(BY_HAND, branches, words, PAGE)
        return [row[0] for row in env.execute_query(query)]

    ours()
    if not found or found != floor():
        raise AssertionError("other papers than by hand")
    return {
        "ours_s": timing.median(ours, REPEATS),
        "floor_s": timing.median(floor, REPEATS),
        "stock_s": None,
        "papers": PAPERS,
        "found": len(found),
    }


def _fill(env):
    """Insert papers of all clients with one version and its words each."""
    kind = env["bank.document.type"].search([], limit=1)
    kind.read_group_ids = False
    cr = env.cr
    env.flush_all()
    cr.execute(FILL_PAPERS, [env.company.id, kind.id, PAPERS])
    first = min(row[0] for row in cr.fetchall())
    cr.execute(FILL_VERSIONS, [env.uid, first])
    cr.execute(FILL_WORDS, [first, first])
    cr.execute("ANALYZE bank_document, bank_document_version, bank_document_text")
    env.invalidate_all()


MEASURES = {
    "loan_package": loan_package,
    "dossier_search": dossier_search,
    "dossier_search_common": partial(dossier_search, words=COMMON),
}
