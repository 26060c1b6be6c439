import { bringFile } from "@bank_loan_pipeline/../tests/tours/desk_steps";

const SLOW = { timeout: 60000 };
const OPEN = {
    ...SLOW,
    trigger: "button[name=action_ask_bureau]:contains(Запросить бюро)",
    run: "click",
};

function seePayments(thousands) {
    return [
        {
            ...SLOW,
            trigger: `body:not(:has(.modal)) .o_field_widget[name=report_payment]:contains(${thousands})`,
        },
        { trigger: ".nav-link[name=credit_history]", run: "click" },
    ];
}

/** A bureau that is asked by file: what it has sent is read. */
export function getFileSteps() {
    return [
        OPEN,
        ...bringFile("answer.xml"),
        {
            trigger: ".modal button[name=action_ask]:contains(Прочитать ответ)",
            run: "click",
        },
        ...seePayments(14),
        {
            ...SLOW,
            trigger:
                ".o_field_widget[name=report_line_ids] .o_data_row:first:contains(Кредит):has([name=overdue]:contains(500,00))",
        },
    ];
}

/** Another bureau is asked over HTTP; what it answers stands in the application. */
export function getAskSteps() {
    return [
        OPEN,
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=bureau_id] input",
            run: "edit Второе бюро",
        },
        {
            ...SLOW,
            trigger:
                ".o-autocomplete--dropdown-menu .dropdown-item:contains(Второе бюро)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal button[name=action_ask]:visible:contains(Запросить)",
            run: "click",
        },
        ...seePayments(22),
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
