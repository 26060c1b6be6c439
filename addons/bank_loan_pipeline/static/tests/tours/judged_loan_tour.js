/** @odoo-module **/

import {
    getAskSteps,
    getFileSteps,
    getReportSteps,
} from "@bank_loan_pipeline/../tests/tours/bureau_steps";
import {
    getScoreSteps,
    getVerdictSteps,
} from "@bank_loan_pipeline/../tests/tours/score_tour";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const SLOW = { timeout: 60000 };
const READY = "body:not(:has(.modal))";
const FORM = ".o_form_view";
const HISTORY = {
    ...SLOW,
    trigger: `${READY} ${FORM} .nav-link[name=credit_history]:contains(Кредитная история)`,
    run: "click",
};

function seeBurden(share) {
    return {
        ...SLOW,
        content: `payments take ${share} percent of the income`,
        trigger: `${READY} ${FORM} .o_field_widget[name=burden]:contains(${share})`,
    };
}

/** No bureau is asked before the client has agreed to it. */
function askInVain() {
    return [
        HISTORY,
        {
            ...SLOW,
            trigger: "button[name=action_ask_bureau]:contains(Запросить бюро)",
            run: "click",
        },
        { ...SLOW, trigger: ".modal-body:contains(не дал согласия)" },
        { trigger: ".modal-footer button", run: "click" },
    ];
}

/** The client agrees by phone: on his card, with the number of the recording. */
function takeConsent() {
    return [
        {
            ...SLOW,
            trigger: `${READY} ${FORM} .o_field_widget[name=partner_id] a:contains(Щербаков)`,
            run: "click",
        },
        { ...SLOW, trigger: ".o_notebook a[name=consents]", run: "click" },
        {
            ...SLOW,
            trigger: "button[name=action_enter_consent]",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                ".modal .o_field_widget[name=purpose] .o_radio_item:contains(Запрос кредитной истории) input",
            run: "click",
        },
        {
            ...SLOW,
            content: "he agrees to no channel and no product",
            trigger: ".modal:not(:has(.o_field_widget[name=channel_ids]))",
        },
        { trigger: ".modal .o_field_widget[name=method] input", run: "click" },
        {
            ...SLOW,
            trigger: ".o_select_menu_item:contains(По телефону)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=recording] input",
            run: "edit 2026/118",
        },
        { trigger: ".modal button[name=action_save]", run: "click" },
        {
            ...SLOW,
            trigger: `${READY} [name=card_consent_ids] .o_data_row:contains(Запрос кредитной истории):contains(Дано)`,
        },
        { trigger: ".o_back_button a", run: "click" },
        HISTORY,
    ];
}

/** A manager takes the consent, reads a bureau's file, asks another, sees the score. */
tours.add("bank_judged_loan_score", {
    steps: () => [
        seeBurden("33,"),
        ...askInVain(),
        ...takeConsent(),
        ...getFileSteps(),
        seeBurden("48,"),
        ...getAskSteps(),
        ...getReportSteps(),
        seeBurden("61,"),
        ...getScoreSteps(),
    ],
});

/** An underwriter whose limit ends below the loan sees the score and no more. */
tours.add("bank_judged_loan_beyond", {
    steps: () => [
        seeBurden("61,"),
        { trigger: ".nav-link[name=score]:contains(Оценка)", run: "click" },
        {
            ...SLOW,
            trigger: ".o_field_widget[name=score_verdict]:contains(Ниже порога)",
        },
        {
            content: "beyond his right he gives no other verdict",
            trigger: `${FORM}:has(button[name=action_score]):not(:has(button:contains(Дать другой вывод)))`,
        },
    ],
});

/** Within his right, an underwriter looks at all that and gives another verdict. */
tours.add("bank_judged_loan_verdict", {
    steps: () => [
        seeBurden("61,"),
        HISTORY,
        ...getReportSteps(),
        ...getVerdictSteps(),
        seeBurden("61,"),
    ],
});
