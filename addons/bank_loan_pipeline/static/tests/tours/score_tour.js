import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** A manager scores an application and is told why it lies below the cut-off. */
export function getScoreSteps() {
    return [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_form_view button[name=action_score]:contains(Оценить)",
            run: "click",
        },
        { trigger: ".nav-link[name=score]:contains(Оценка)", run: "click" },
        {
            trigger: ".o_field_widget[name=score_verdict]:contains(Ниже порога)",
        },
        {
            content: "what has cost most stands first",
            trigger:
                ".o_bank_score_reasons tbody tr:first:contains(Debt burden):contains(high)",
        },
        {
            content: "points are not for who sells",
            trigger: "body:not(:has(.o_bank_score_reasons th:contains(Потеряно)))",
        },
    ];
}

/** An underwriter gives another verdict and says why. */
export function getVerdictSteps() {
    return [
        {
            timeout: 60000,
            content: "the page that is open is open again after the dialog",
            trigger: ".o_form_view .nav-link[name=score]:contains(Оценка)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_field_widget[name=score_verdict]:contains(Ниже порога)",
        },
        {
            timeout: 60000,
            trigger: ".o_form_view button:contains(Дать другой вывод)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal .o_field_widget[name=result_id]:contains(Ниже порога)",
        },
        {
            trigger: ".modal .o_radio_item:contains(На рассмотрение) input",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Вклад в банке",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        {
            timeout: 60000,
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=score_verdict]:contains(На рассмотрение)",
        },
        { trigger: ".o_bank_score_reasons:contains(Потеряно)" },
        {
            trigger:
                ".o_field_widget[name=scoring_result_ids] .o_data_row:first:contains(Вклад в банке)",
        },
    ];
}

tours.add("bank_score_tour", { steps: getScoreSteps });

tours.add("bank_verdict_tour", { steps: getVerdictSteps });

/** An administrator moves a cut-off of a draft and tries it on past applications. */
tours.add("bank_scorecard_tour", {
    steps: () => [
        {
            timeout: 60000,
            trigger:
                ".o_form_view .o_field_widget[name=characteristic_ids]:contains(low: +30)",
        },
        { trigger: ".o_field_widget[name=cut_pass] input", run: "edit 136" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
        {
            trigger: "button[name=action_replay]:contains(Проба)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal .o_data_row:contains(Проходит):contains(На рассмотрение)",
        },
        { trigger: ".modal .btn:contains(Закрыть)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
