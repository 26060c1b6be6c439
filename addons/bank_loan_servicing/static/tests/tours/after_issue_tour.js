/** @odoo-module **/

import { registry } from "@web/core/registry";
import { session } from "@web/session";

const SLOW = { timeout: 60000 };
const FORM = ".o_form_view";
const FREE = "body:not(:has(.modal))";

/** Another employee sits down at the desk, at a page of his. */
function become(login, page) {
    return {
        content: `${login} goes on`,
        trigger: "body",
        async run() {
            await fetch("/web/session/authenticate", {
                method: "POST",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify({
                    jsonrpc: "2.0",
                    method: "call",
                    params: { db: session.db, login, password: login },
                }),
            });
            window.location.assign(page);
        },
        expectUnloadPage: true,
    };
}

/** One's own next page. */
function go(page) {
    return {
        trigger: "body",
        run: () => window.location.assign(page),
        expectUnloadPage: true,
    };
}

function fill(name, text, tag = "input") {
    return [
        { trigger: `.o_field_widget[name=${name}] ${tag}`, run: "click" },
        { trigger: `.o_field_widget[name=${name}] ${tag}`, run: `edit ${text}` },
    ];
}

function fillDate(text) {
    return [
        {
            trigger:
                ".o_field_widget[name=date_end] button, .o_field_widget[name=date_end] input",
            run: "click",
        },
        { trigger: ".o_field_widget[name=date_end] input", run: `edit ${text}` },
    ];
}

function choose(name, text) {
    return [
        {
            ...SLOW,
            trigger: `.o_field_widget[name=${name}] .o_radio_item:contains(${text}) input`,
            run: "click",
        },
    ];
}

function save() {
    return [
        { trigger: `${FORM} .o_form_button_save`, run: "click" },
        { ...SLOW, trigger: ".o_form_saved" },
    ];
}

function send() {
    return [
        { trigger: `${FORM} button[name=action_preview_approval]`, run: "click" },
        { ...SLOW, trigger: ".modal button[name=action_send]", run: "click" },
        {
            ...SLOW,
            content: "the request is open",
            trigger: `${FREE} .o_field_widget[name=state]:contains(На согласовании)`,
        },
    ];
}

function openLoan(number) {
    return [
        go("/odoo/action-bank_crm_core.bank_agreement_action"),
        {
            ...SLOW,
            trigger: `.o_data_row:contains(${number}) .o_data_cell[name=number]`,
            run: "click",
        },
        {
            ...SLOW,
            trigger: `${FORM} .nav-link[name=servicing]:contains(После выдачи)`,
            run: "click",
        },
    ];
}

function decide(left) {
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
        {
            ...SLOW,
            content: `${left} are left`,
            trigger: left
                ? `${FREE} .o_list_renderer tbody:has(.o_data_row:nth-child(${left})):not(:has(.o_data_row:nth-child(${left + 1})))`
                : `${FREE} .o_nocontent_help:contains(Никто не ждёт)`,
        },
    ];
}

registry.category("web_tour.tours").add("bank_after_issue_tour", {
    steps: () => [
        {
            ...SLOW,
            content: "days past due by day, the range, the class",
            trigger: `${FORM} .nav-link[name=servicing]:contains(После выдачи)`,
            run: "click",
        },
        { trigger: ".o_field_widget[name=standing]:contains(Дефолт)" },
        {
            trigger: ".o_field_widget[name=bucket_id]:contains(Более 90 дней)",
        },
        {
            trigger:
                ".o_field_widget[name=delinquency_day_ids] .o_data_row:contains(Более 90 дней)",
        },
        // the loan that is not paid is restructured
        {
            trigger: `${FORM} button[name=action_new_change]:contains(Изменить)`,
            run: "click",
        },
        ...choose("kind", "Реструктуризация"),
        ...fill("reason", "Заказов стало меньше", "textarea"),
        ...fillDate("01.12.2030"),
        { trigger: `${FORM} .nav-link[name=memo]:contains(Заключение)`, run: "click" },
        ...fill("analysis", "Новый договор подписан", "textarea"),
        ...save(),
        {
            ...SLOW,
            content: "what it does to payment, cost, exposure, collateral",
            trigger:
                ".o_field_widget[name=memo_preview]:contains(ПСК):contains(Задолженность группы):contains(Не хватает)",
        },
        {
            content: "what is past due stays so",
            trigger: ".o_field_widget[name=memo_preview]:contains(Просрочка с)",
        },
        ...send(),
        // the limit is renewed
        ...openLoan("LIM-1"),
        {
            trigger: `${FORM} button[name=action_new_change]:contains(Изменить)`,
            run: "click",
        },
        ...choose("kind", "Возобновление лимита"),
        ...fill("reason", "Обороты выросли", "textarea"),
        ...fill("amount", "150000"),
        ...fillDate("01.12.2029"),
        ...save(),
        {
            ...SLOW,
            trigger: ".o_field_widget[name=memo]:contains(01.12.2029)",
        },
        ...send(),
        // the borrower is reviewed: the valuation of his flat is out of date
        go("/odoo/bank-loan-reviews/new"),
        { ...SLOW, trigger: ".o_field_widget[name=partner_id] input", run: "click" },
        {
            trigger: ".o_field_widget[name=partner_id] input",
            run: "edit Щербаков",
        },
        {
            ...SLOW,
            trigger: ".o-autocomplete--dropdown-item a:contains(Щербаков)",
            run: "click",
        },
        ...choose("outlook", "Усилить наблюдение"),
        ...fill("conclusion", "Нужна новая оценка квартиры", "textarea"),
        ...save(),
        {
            ...SLOW,
            trigger: ".alert-danger:contains(Заёмщик в дефолте)",
        },
        {
            trigger: ".alert-warning:contains(Обеспечение больше не покрывает)",
        },
        ...send(),
        // an underwriter decides on all three
        become("bank_underwriter", "/odoo/my-decisions"),
        ...decide(2),
        ...decide(1),
        ...decide(0),
        // the manager puts both changes into force
        become("bank_manager", "/odoo/bank-loan-changes"),
        ...putIntoForce("Реструктуризация"),
        ...putIntoForce("Возобновление лимита"),
        ...openLoan("LIM-1"),
        { ...SLOW, trigger: ".o_field_widget[name=version]:contains(2)" },
        go("/odoo/bank-loan-reviews"),
        { ...SLOW, trigger: ".o_searchview .o_facet_remove", run: "click" },
        {
            ...SLOW,
            content: "the review is decided on by its route",
            trigger: ".o_data_row:contains(Одобрено) .o_data_cell[name=name]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: `${FORM} .o_arrow_button_current:contains(Решено)`,
        },
    ],
});

function putIntoForce(kind) {
    return [
        go("/odoo/bank-loan-changes"),
        {
            ...SLOW,
            trigger: `.o_data_row:contains(${kind}) .o_data_cell[name=name]`,
            run: "click",
        },
        {
            ...SLOW,
            trigger: `${FORM} button[name=action_done]:contains(Ввести в действие)`,
            run: "click",
        },
        {
            ...SLOW,
            trigger: `${FORM} .o_arrow_button_current:contains(Действует)`,
        },
        { trigger: ".o_field_widget[name=version]:contains(2)" },
    ];
}
