import { registry } from "@web/core/registry";

/** A data steward tries a rule, writes the facts and takes them back. */
registry.category("web_tour.tours").add("bank_enrichment_run", {
    url: "/odoo/bank-enrichment-rules",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger:
                ".o_data_row:contains(Сведения о компаниях) .o_data_cell[name=name]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: "button[name=action_run]:contains(Подготовить обогащение)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: "button[name=action_try]:contains(Пробный запуск без записи)",
            run: "click",
        },
        {
            timeout: 60000,
            content: "The trial tells what would be written",
            trigger:
                "[name=log_ids] .o_data_row:contains(ООО Ветер):contains(Архангельск)",
        },
        { timeout: 60000, trigger: ".alert:contains(ничего не записано)" },
        {
            timeout: 60000,
            trigger: "button[name=action_start]:contains(Записать сведения)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: "button[name=action_undo]:contains(Отменить обогащение)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_arrow_button_current:contains(Отменено)",
        },
        { timeout: 60000, trigger: "[name=log_ids] .o_data_row:contains(Отменено)" },
    ],
});

/** A manager types an INN on a new card: the register knows the company. */
registry.category("web_tour.tours").add("bank_enrichment_card", {
    url: "/odoo/bank-clients",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_selection_badge:contains(Юридическое лицо)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_field_widget[name=inn] input",
            run: "edit 5027089703 && press Tab",
        },
        { timeout: 60000, trigger: ".o_notification:contains(Найдено)" },
        {
            timeout: 60000,
            content: "The facts stand on the card before it is saved",
            trigger: ".o_field_widget[name=kpp] input:value(502701001)",
        },
        {
            timeout: 60000,
            trigger: ".o_form_button_cancel",
            run: "click",
        },
    ],
});
