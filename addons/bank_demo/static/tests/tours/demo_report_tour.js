import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bank_demo_report", {
    url: "/odoo/demo-imports",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "the import is listed with what was skipped",
            trigger: ".o_list_view td[name=skipped_count]:contains(2)",
            run: "click",
        },
        {
            content: "each file has its reasons",
            trigger: ".o_form_view .o_list_renderer td[name=reasons]:contains(:)",
        },
        {
            content: "open the skipped rows",
            trigger: "button[name=action_open_skipped]",
            run: "click",
        },
        {
            content: "they are grouped by file",
            trigger: ".o_list_view .o_group_header:contains(client)",
            run: "click",
        },
        {
            content: "and by reason",
            trigger: ".o_list_view .o_group_header:contains(1) + .o_group_header",
            run: "click",
        },
        {
            content: "the row itself is there",
            trigger: ".o_list_view .o_data_row td[name=value]:contains(999999)",
        },
    ],
});
