import { registry } from "@web/core/registry";

/** The credit history is asked for; obligations and the burden by them stand there. */
registry.category("web_tour.tours").add("bank_bureau_tour", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger:
                ".o_form_view .nav-link[name=credit_history]:contains(Кредитная история)",
            run: "click",
        },
        {
            trigger: "button[name=action_ask_bureau]:contains(Запросить бюро)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal .o_field_widget[name=bureau_id] input:value(Bureau)",
        },
        {
            trigger: ".modal button[name=action_ask]:contains(Запросить)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=report_payment]:contains(22)",
        },
        { trigger: ".nav-link[name=credit_history]", run: "click" },
        {
            content: "what is overdue stands first",
            trigger:
                ".o_field_widget[name=report_line_ids] .o_data_row:first:contains(Кредит)",
        },
        {
            trigger:
                ".o_field_widget[name=credit_report_ids] .o_data_row:contains(Получен)",
        },
    ],
});
