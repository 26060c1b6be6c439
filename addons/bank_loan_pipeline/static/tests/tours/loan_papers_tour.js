/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };
export const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export function choose(anchor, name, bytes) {
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name));
    const input = anchor.querySelector("input[type=file]");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

export function decode(text) {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

registry.category("web_tour.tours").add("bank_loan_papers_tour", {
    steps: () => [
        {
            ...SLOW,
            content: "the approved application prints its papers",
            trigger:
                ".o_form_view button[name=action_print_papers]:contains(Напечатать документы)",
            run: "click",
        },
        {
            ...SLOW,
            content: "what a paper lacks is told before",
            trigger:
                ".modal .o_bank_print_lacks:contains(Кредитный договор: Не заполнено)",
        },
        {
            ...SLOW,
            content: "the package of the application is chosen",
            trigger:
                ".modal .o_field_widget[name=template_ids] .o_tag:contains(График)",
        },
        { trigger: ".modal button[name=action_print]", run: "click" },
        {
            ...SLOW,
            trigger: ".modal .o_data_row.text-danger:contains(Кредитный договор)",
        },
        {
            trigger: ".modal .o_data_row:contains(Договор поручительства)",
        },
        {
            trigger: ".modal .o_data_row:contains(Договор залога)",
        },
        { trigger: ".modal .btn:contains(Закрыть)", run: "click" },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) .o_form_view .nav-link[name=dossier]:contains(Досье)",
            run: "click",
        },
        {
            ...SLOW,
            content: "the signed papers are asked for under their headings",
            trigger: ".o_bank_dossier_section:contains(Договоры)",
        },
        {
            trigger:
                ".o_bank_dossier_slot:contains(Подписанный график):contains(загрузите)",
        },
        {
            content: "the scan comes into its place",
            trigger: ".o_bank_dossier_slot:contains(Подписанный график)",
            run() {
                choose(this.anchor, "schedule.png", decode(PIXEL));
            },
        },
        {
            ...SLOW,
            trigger:
                ".o_bank_dossier_slot:contains(Подписанный график) .badge:contains(На проверке)",
        },
        {
            content: "all papers of the loan in one list",
            trigger:
                ".o_form_view button[name=action_open_credit_dossier]:contains(Кредитное досье)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".o_list_view .o_group_header:contains(Договоры)",
        },
    ],
});
