import { registry } from "@web/core/registry";

const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const PASSPORT = ".o_bank_dossier_slot:contains(Паспорт)";

function choose(anchor, name, bytes) {
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name));
    const input = anchor.querySelector("input[type=file]");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

function decode(text) {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

const OPEN_DOSSIER = [
    {
        timeout: 60000, // the first page builds its assets
        trigger: ".o_searchview_input",
        run: "edit щербак",
    },
    { trigger: ".o_searchview_input", run: "press Enter" },
    {
        trigger: ".o_data_row:only-child .o_data_cell:contains(Щербаков)",
        run: "click",
    },
    {
        content: "the dossier says what is missing",
        trigger: ".o_notebook .nav-link[name=dossier]:contains(Досье)",
        run: "click",
    },
];

/** The manager brings a scan into its place and prints a package of letters. */
registry.category("web_tour.tours").add("bank_dossier_upload", {
    url: "/odoo/bank-clients",
    steps: () => [
        ...OPEN_DOSSIER,
        {
            trigger: `${PASSPORT} .o_bank_dossier_lack:contains(нет в досье)`,
        },
        {
            content: "a program that calls itself a scan",
            trigger: `${PASSPORT} .o_bank_dossier_upload`,
            run: ({ anchor }) =>
                choose(anchor, "passport.png", new TextEncoder().encode("MZ program")),
        },
        {
            content: "is refused in a sentence",
            trigger: ".modal-body:contains(png)",
        },
        { trigger: ".modal-footer button", run: "click" },
        {
            content: "a real scan is taken",
            trigger: `body:not(:has(.modal)) ${PASSPORT} .o_bank_dossier_upload`,
            run: ({ anchor }) => choose(anchor, "passport.png", decode(PIXEL)),
        },
        {
            content: "and waits for a second person",
            trigger: `${PASSPORT} .o_bank_paper:contains(passport.png) .badge:contains(На проверке)`,
        },
        { trigger: `${PASSPORT}:not(:has(.o_bank_paper_verify))` },
        {
            content: "letters in one action",
            trigger: ".o_bank_dossier_print:contains(Напечатать письма)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=package_id] input:value(Комплект)",
        },
        { trigger: ".modal button[name=action_print]", run: "click" },
        {
            trigger:
                ".modal .o_field_widget[name=line_ids] .o_data_row:contains(Письмо)",
        },
        { trigger: ".modal .btn-close, .modal button[special=cancel]", run: "click" },
        {
            content: "filed in the dossier",
            trigger: ".o_bank_dossier_other:contains(Письмо) .o_bank_paper_file",
        },
        {
            content: "found by a word that stands in it",
            trigger: ".o_bank_dossier_search",
            run: "edit уважаемого",
        },
        { trigger: ".o_bank_dossier_search", run: "press Enter" },
        { trigger: ".o_list_view .o_data_row:only-child:contains(Письмо)" },
    ],
});

/** The officer verifies what waits. */
registry.category("web_tour.tours").add("bank_dossier_verify", {
    url: "/odoo/bank-clients",
    steps: () => [
        ...OPEN_DOSSIER,
        {
            trigger: `${PASSPORT} .o_bank_paper_verify:contains(Подтвердить)`,
            run: "click",
        },
        { trigger: `${PASSPORT} .badge:contains(Подтверждён)` },
        {
            content: "history of the paper",
            trigger: `${PASSPORT} .o_bank_paper_open`,
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=version_ids] .o_data_row:contains(passport.png)",
        },
    ],
});
