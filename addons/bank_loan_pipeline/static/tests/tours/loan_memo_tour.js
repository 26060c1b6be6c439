/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

registry.category("web_tour.tours").add("bank_loan_memo_tour", {
    steps: () => [
        {
            ...SLOW,
            trigger: ".o_form_view .nav-link[name=statements]:contains(Отчётность)",
            run: "click",
        },
        {
            content: "the statement that was read from a spreadsheet",
            trigger:
                ".o_field_widget[name=statement_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_data_row .o_data_cell:contains(Завод)",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=statement_ids] .o_data_row",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            ...SLOW,
            content: "its indicators stand on the application",
            trigger:
                ".o_form_saved .o_field_widget[name=indicator_value_ids] .o_data_row:contains(Текущая ликвидность)",
        },
        {
            content: "the cash flow of all who stand behind the loan",
            trigger: ".nav-link[name=cash_flow]:contains(Денежный поток)",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                ".o_form_view button[name=action_reckon_cash_flow]:contains(Рассчитать)",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                ".o_field_widget[name=cash_flow_line_ids] .o_data_row:contains(Платежи по этому кредиту)",
        },
        { trigger: ".nav-link[name=parties]", run: "click" },
        {
            ...SLOW,
            trigger:
                ".o_field_widget[name=party_ids] .o_data_row:contains(Поручитель):contains(Сидорова)",
        },
        { trigger: ".nav-link[name=collateral]", run: "click" },
        {
            ...SLOW,
            trigger: ".o_field_widget[name=pledge_ids] .o_data_row:contains(Flat)",
        },
        {
            content: "the memo",
            trigger: ".oe_stat_button:contains(Кредитное заключение)",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                ".o_field_widget[name=line_ids] .o_data_row:contains(Вывод) .o_data_cell[name=text]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".o_selected_row .o_field_widget[name=text] textarea",
            run: "edit Выдать под залог",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            ...SLOW,
            trigger: ".o_form_saved .nav-link[name=preview]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".o_bank_memo:contains(Выдать под залог):contains(Завод)",
        },
        { trigger: ".o_bank_memo td:contains(Текущая ликвидность)" },
        { trigger: ".o_bank_memo td:contains(Платежи по этому кредиту)" },
        { trigger: ".o_bank_memo td:contains(Flat)" },
    ],
});

registry.category("web_tour.tours").add("bank_loan_memo_fixed_tour", {
    steps: () => [
        {
            ...SLOW,
            trigger: ".oe_stat_button:contains(Кредитное заключение)",
            run: "click",
        },
        {
            ...SLOW,
            content: "fixed with the decision, its hash beside it",
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Зафиксировано решением)",
        },
        { trigger: ".o_field_widget[name=sha256]" },
        { trigger: ".o_field_widget[name=is_intact] input:checked" },
        { trigger: ".nav-link[name=preview]", run: "click" },
        { ...SLOW, trigger: ".o_bank_memo:contains(Выдать под залог)" },
    ],
});
