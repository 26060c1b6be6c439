/** The bureau is asked over HTTP; what it answers stands in the application. */
export function getAskSteps() {
    return [
        {
            timeout: 60000,
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
    ];
}

/** Obligations and arrears in the application, inquiries of others in the report. */
export function getReportSteps() {
    return [
        {
            timeout: 60000,
            content: "what is overdue stands first",
            trigger:
                ".o_field_widget[name=report_line_ids] .o_data_row:first:contains(Кредит):has([name=overdue]:contains(500,00)):has([name=worst_days]:contains(12))",
        },
        {
            content: "what is owed elsewhere, and what was owed",
            trigger:
                ".o_field_widget[name=report_line_ids]:has(.o_data_row:nth-child(3)) .o_data_row:contains(Кредитная карта)",
        },
        {
            trigger:
                ".o_field_widget[name=credit_report_ids] .o_data_row:contains(Получен) .o_data_cell[name=bureau_id]",
            run: "click",
        },
        {
            timeout: 60000,
            content: "how often others have asked, and the longest delay",
            trigger:
                ".modal:has(.o_field_widget[name=inquiry_count]:contains(1)):has(.o_field_widget[name=worst_days]:contains(40)) .o_field_widget[name=number]:contains(N-7)",
        },
        { trigger: ".modal .btn-close", run: "click" },
        {
            timeout: 60000,
            trigger: "body:not(:has(.modal)) .o_form_view",
        },
    ];
}
