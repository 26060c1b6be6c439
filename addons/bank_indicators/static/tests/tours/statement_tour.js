/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

registry.category("web_tour.tours").add("bank_statement_tour", {
    steps: () => [
        {
            ...SLOW,
            content: "the lines were read from the file",
            trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(Запасы)",
        },
        {
            trigger: ".o_form_view button[name=action_lock]:contains(Закрыть)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Закрыта)",
        },
        { ...SLOW, trigger: ".nav-link[name=indicators]", run: "click" },
        {
            ...SLOW,
            trigger:
                ".o_field_widget[name=value_ids] .o_data_row:contains(Текущая ликвидность):contains(1,33)",
        },
        { trigger: ".oe_stat_button:contains(Динамика)", run: "click" },
        { ...SLOW, trigger: ".o_graph_view .o_graph_renderer canvas" },
    ],
});
