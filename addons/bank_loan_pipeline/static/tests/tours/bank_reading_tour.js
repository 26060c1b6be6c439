/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };
const ROW = ".modal .o_field_widget[name=line_ids] .o_data_row";

registry.category("web_tour.tours").add("bank_reading_tour", {
    steps: () => [
        {
            ...SLOW,
            content: "the paper is read",
            trigger:
                ".o_form_view button[name=action_read]:contains(Прочитать документ)",
            run: "click",
        },
        {
            ...SLOW,
            content: "the original stands beside what is proposed",
            trigger: ".modal .o_field_widget[name=original] a",
        },
        {
            content: "who else is named in it is told",
            trigger: `${ROW}:contains(7707083893):contains(Не ИНН клиента)`,
        },
        {
            content: "nothing is kept that nobody has ticked",
            trigger: ".modal button[name=action_confirm]:contains(Подтвердить)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .modal-body:contains(Отметьте, что верно)",
        },
        {
            trigger: ".modal:contains(Отметьте, что верно) .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "the number is right",
            trigger: `.modal:not(:contains(Отметьте)) .o_data_row:contains(12/К-26) .o_field_widget[name=is_taken] input`,
            run: "click",
        },
        {
            trigger: `${ROW}:contains(12/К-26) .o_field_widget[name=is_taken] input:checked`,
        },
        {
            content: "so is the day on which it ends",
            trigger: `${ROW}:contains(2027-11-30) .o_field_widget[name=is_taken] input`,
            run: "click",
        },
        {
            trigger: `${ROW}:contains(2027-11-30) .o_field_widget[name=is_taken] input:checked`,
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        {
            ...SLOW,
            content:
                "what was confirmed stands on the paper, with who has confirmed it",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=fact_table]:contains(12/К-26)",
        },
        {
            trigger:
                ".o_field_widget[name=fact_table] tr:last-child:nth-child(2):contains(2027)",
        },
    ],
});
