/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

registry.category("web_tour.tours").add("bank_awaited_tour", {
    steps: () => [
        {
            ...SLOW,
            content: "the application tells what is still awaited",
            trigger: ".o_form_view button[name=action_open_awaited]:contains(Ждём)",
            run: "click",
        },
        {
            ...SLOW,
            content: "the condition of the decision, by its day",
            trigger:
                ".o_list_view .o_data_row:contains(Insure the flat):contains(Без файла)",
        },
        {
            ...SLOW,
            content: "the place of the dossier, and its paper",
            trigger: ".o_list_view .o_data_row td:contains(Insure the flat)",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                ".o_form_view .o_field_widget[name=condition_id]:contains(Insure the flat)",
        },
    ],
});
