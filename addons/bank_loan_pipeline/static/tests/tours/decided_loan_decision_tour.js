/** @odoo-module **/

import { become } from "@bank_loan_pipeline/../tests/tours/desk_steps";
import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };
const READY = "body:not(:has(.modal))";
const FORM = ".o_form_view";
const INBOX = "/odoo/my-decisions";
const MATTER = ".o_data_row:contains(Щербаков)";
const NOBODY_WAITS = {
    ...SLOW,
    trigger: `${READY} .o_nocontent_help:contains(Никто не ждёт)`,
};

function open() {
    return {
        ...SLOW,
        trigger: `${MATTER} button[name=action_open_decide]`,
        run: "click",
    };
}

function say(comment) {
    return {
        ...SLOW,
        trigger: ".modal [name=comment] textarea",
        run: `edit ${comment}`,
    };
}

function confirm() {
    return { ...SLOW, trigger: ".modal footer .btn-primary", run: "click" };
}

/** A service gives its opinion: it binds nobody, it is read by who decides. */
function giveOpinion(comment) {
    return [
        open(),
        say(comment),
        {
            trigger:
                ".modal button[name=action_approve]:visible:contains(Положительное заключение)",
            run: "click",
        },
        NOBODY_WAITS,
    ];
}

/** The underwriter reads both and agrees under a condition before the issue. */
function agreeUnderCondition() {
    return [
        open(),
        {
            ...SLOW,
            content: "what the services have said",
            trigger:
                ".modal [name=opinion_ids]:contains(Проверено, замечаний нет):contains(Договор в порядке)",
        },
        {
            trigger: ".modal [name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_selected_row [name=name] input",
            run: "edit Страхование жизни",
        },
        say("Доход подтверждён"),
        {
            ...SLOW,
            trigger:
                ".modal [name=line_ids] .o_data_row:not(.o_selected_row):contains(До выдачи):contains(Страхование жизни)",
        },
        {
            trigger: ".modal button[name=action_approve]:contains(Согласовать)",
            run: "click",
        },
        NOBODY_WAITS,
    ];
}

function notePresent(login) {
    const who = `${FORM} [name=present_ids] .o-checkbox:contains(${login})`;
    return [
        { ...SLOW, trigger: `${who} label`, run: "click" },
        { trigger: `${who}:has(input:checked)` },
    ];
}

/** The secretary puts the matter on an agenda, invites, notes who came, opens. */
function openMeeting(...logins) {
    const press = (name) => ({
        ...SLOW,
        trigger: `${FORM} button[name=${name}]`,
        run: "click",
    });
    return [
        { ...SLOW, trigger: ".o_list_button_add", run: "click" },
        { ...SLOW, trigger: `${FORM} [name=secretary_id]:contains(secretary)` },
        press("action_build_agenda"),
        press("action_invite"),
        { ...SLOW, trigger: ".o_arrow_button_current:contains(Приглашены)" },
        ...logins.flatMap(notePresent),
        press("action_open"),
        { ...SLOW, trigger: `${MATTER}:contains(Голосование)` },
    ];
}

function vote() {
    return [
        { ...SLOW, trigger: `${MATTER} .o_data_cell`, run: "click" },
        {
            ...SLOW,
            trigger: "button[name=action_open_ballot]:contains(Голосовать)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal [name=decision] label:contains(За)",
            run: "click",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        {
            ...SLOW,
            trigger: `${READY} ${FORM}:not(:has(button[name=action_open_ballot]))`,
        },
    ];
}

/** The votes are counted; with the close of the meeting the decision is made. */
function closeMeeting() {
    return [
        {
            ...SLOW,
            trigger: ".o_data_row:contains(Идёт) .o_data_cell",
            run: "click",
        },
        { ...SLOW, trigger: "button[name=action_close_voting]", run: "click" },
        confirm(),
        { ...SLOW, trigger: `${READY} button[name=action_count]`, run: "click" },
        { ...SLOW, trigger: `${MATTER}:contains(Одобрено)` },
        { trigger: "button[name=action_close]", run: "click" },
        { ...SLOW, trigger: ".o_arrow_button_current:contains(Закрыто)" },
    ];
}

/** Security service, lawyer, underwriter and committee: each at his own desk. */
registry.category("web_tour.tours").add("bank_decided_loan_decision", {
    steps: () => [
        ...giveOpinion("Проверено, замечаний нет"),
        become("bank_lawyer", INBOX),
        ...giveOpinion("Договор в порядке"),
        become("bank_underwriter", INBOX),
        ...agreeUnderCondition(),
        become("bank_secretary", "/odoo/bank-committee-meetings"),
        ...openMeeting("bank_chair", "bank_member"),
        become("bank_chair", "/odoo/bank-committee-matters"),
        ...vote(),
        become("bank_member", "/odoo/bank-committee-matters"),
        ...vote(),
        become("bank_secretary", "/odoo/bank-committee-meetings"),
        ...closeMeeting(),
    ],
});
