/** @odoo-module **/

import { become, bringFile, go } from "@bank_loan_pipeline/../tests/tours/desk_steps";
import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };
const READY = "body:not(:has(.modal))";
const FORM = ".o_form_view";
const PAGE = "bank_company_loan_page";

function save() {
    return [
        { trigger: `${FORM} .o_form_button_save`, run: "click" },
        { ...SLOW, trigger: ".o_form_saved" },
    ];
}

function choose(field, text) {
    return [
        {
            ...SLOW,
            trigger: `${field} input`,
            run: `edit ${text}`,
        },
        {
            ...SLOW,
            trigger: `.o-autocomplete--dropdown-menu .dropdown-item:contains(${text})`,
            run: "click",
        },
    ];
}

function spreadStatement() {
    return [
        ...choose(`${FORM} .o_field_widget[name=partner_id]`, "Завод"),
        { trigger: ".o_field_widget[name=date_end] :is(input, button)", run: "click" },
        { trigger: ".o_field_widget[name=date_end] input", run: "edit 31.12.2025" },
        ...save(),
        { trigger: `${FORM} button[name=action_spread]`, run: "click" },
        ...bringFile("forms.xlsx"),
        {
            trigger: ".modal button[name=action_read]:contains(Загрузить)",
            run: "click",
        },
        {
            ...SLOW,
            content: "form 1 and form 2",
            trigger: `${READY} .o_field_widget[name=line_ids]:has(.o_data_row:contains(Запасы)):has(.o_data_row:contains(Выручка))`,
        },
        {
            trigger: `${FORM} button[name=action_lock]:contains(Закрыть)`,
            run: "click",
        },
        { ...SLOW, trigger: `${FORM} .nav-link[name=indicators]`, run: "click" },
        {
            ...SLOW,
            trigger:
                ".o_field_widget[name=value_ids] .o_data_row:contains(Текущая ликвидность):contains(1,33)",
        },
    ];
}

function addParty(name, role) {
    return [
        {
            trigger: ".o_field_widget[name=party_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        ...choose(".o_selected_row .o_field_widget[name=partner_id]", name),
        { trigger: ".o_selected_row .o_field_widget[name=role] input", run: "click" },
        { ...SLOW, trigger: `.o_select_menu_item:contains(${role})`, run: "click" },
        { trigger: `${FORM} .o_form_button_save`, run: "click" },
        {
            ...SLOW,
            trigger: `.o_form_saved .o_field_widget[name=party_ids] .o_data_row:contains(${name}):contains(${role})`,
        },
    ];
}

function drawStructure() {
    return [
        { ...SLOW, trigger: `${FORM} .nav-link[name=parties]`, run: "click" },
        ...addParty("Сидорова", "Поручитель"),
        ...addParty("Щербаков", "Залогодатель"),
        {
            content: "who vouches for the debt answers for it",
            trigger:
                ".o_field_widget[name=party_ids] .o_data_row:contains(Сидорова) [name=is_liable] input:checked",
        },
        {
            content: "who gives a flat answers with his flat only",
            trigger:
                ".o_field_widget[name=party_ids] .o_data_row:contains(Щербаков) [name=is_liable] input:not(:checked)",
        },
        {
            content: "the group owes this loan and that of the guarantor",
            trigger: ".o_field_widget[name=exposure_group]:contains(320)",
        },
    ];
}

function chooseStatement() {
    return [
        { trigger: `${FORM} .nav-link[name=statements]`, run: "click" },
        {
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
            trigger: `${READY} .o_field_widget[name=statement_ids] .o_data_row`,
        },
        ...save(),
        {
            ...SLOW,
            trigger:
                ".o_field_widget[name=indicator_value_ids] .o_data_row:contains(Текущая ликвидность)",
        },
    ];
}

function pledgeFlat() {
    return [
        { trigger: `${FORM} .nav-link[name=collateral]`, run: "click" },
        { ...SLOW, trigger: ".alert-warning:contains(Не хватает обеспечения)" },
        { trigger: `${FORM} button[name=action_add_pledge]`, run: "click" },
        ...choose(".modal .o_field_widget[name=collateral_id]", "Flat"),
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            ...SLOW,
            trigger: `${READY} .o_field_widget[name=pledge_ids] .o_data_row:contains(Flat)`,
        },
        { ...SLOW, trigger: ".o_field_widget[name=coverage]:contains(133,33)" },
        { trigger: "body:not(:has(.alert-warning:contains(Не хватает)))" },
    ];
}

function reckonCashFlow() {
    return [
        { trigger: `${FORM} .nav-link[name=cash_flow]`, run: "click" },
        {
            ...SLOW,
            trigger: `${FORM} button[name=action_reckon_cash_flow]`,
            run: "click",
        },
        {
            ...SLOW,
            content: "of the company, of who vouches for it, and this loan",
            trigger:
                ".o_field_widget[name=cash_flow_line_ids]:has(.o_data_row:contains(Завод)):has(.o_data_row:contains(Сидорова)) .o_data_row:contains(Платежи по этому кредиту)",
        },
    ];
}

function writeMemo() {
    return [
        {
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
        ...save(),
        { trigger: ".nav-link[name=preview]", run: "click" },
        ...checkMemo(),
    ];
}

/** The words of the analyst stand among the data of the bank. */
function checkMemo() {
    const facts = [
        "Завод",
        "Сидорова",
        "Текущая ликвидность",
        "Платежи по этому кредиту",
        "Flat",
        "Выдать под залог",
    ].map((fact) => `:contains(${fact})`);
    return [{ ...SLOW, trigger: `.o_bank_memo${facts.join("")}` }];
}

function send() {
    return [
        { ...SLOW, trigger: `${FORM} button[name=action_next_stage]`, run: "click" },
        {
            ...SLOW,
            trigger: `${FORM} button[name=action_preview_approval]`,
            run: "click",
        },
        { ...SLOW, trigger: ".modal button[name=action_send]", run: "click" },
        {
            ...SLOW,
            trigger: `${READY} .o_field_widget[name=state]:contains(На согласовании)`,
        },
    ];
}

function decide() {
    return [
        {
            ...SLOW,
            trigger: ".o_data_row button[name=action_open_decide]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal button[name=action_approve]:contains(Согласовать)",
            run: "click",
        },
        { ...SLOW, trigger: `${READY} .o_nocontent_help:contains(Никто не ждёт)` },
    ];
}

function findMemoFixed() {
    return [
        {
            ...SLOW,
            trigger: ".oe_stat_button:contains(Кредитное заключение)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".o_arrow_button_current:contains(Зафиксировано решением)",
        },
        { trigger: ".o_field_widget[name=is_intact] input:checked" },
        { trigger: ".nav-link[name=preview]", run: "click" },
        ...checkMemo(),
    ];
}

/** A company asks for a loan: from its books to the memo that a decision has fixed. */
registry.category("web_tour.tours").add("bank_company_loan_tour", {
    steps: () => [
        ...spreadStatement(),
        go(() => "/odoo/bank-applications"),
        {
            ...SLOW,
            trigger: ".o_data_row:contains(Завод) .o_data_cell[name=name]",
            run: "click",
        },
        ...drawStructure(),
        ...chooseStatement(),
        ...pledgeFlat(),
        ...reckonCashFlow(),
        {
            trigger: "body",
            run: () => sessionStorage.setItem(PAGE, window.location.pathname),
        },
        ...writeMemo(),
        go(() => sessionStorage.getItem(PAGE)),
        ...send(),
        become("bank_underwriter", "/odoo/my-decisions"),
        ...decide(),
        go(() => sessionStorage.getItem(PAGE)),
        ...findMemoFixed(),
    ],
});
