import { registry } from "@web/core/registry";

function addPerson(role, name, phone) {
    return [
        {
            trigger: "button[name=action_add_relation]",
            run: "click",
        },
        {
            trigger: ".modal div[name=role] input",
            run: "click",
        },
        {
            trigger: `.o_select_menu_item:contains(${role})`,
            run: "click",
        },
        {
            content: "A busy page takes a moment until the choice stands there",
            trigger: `.modal div[name=role] input:value(${role})`,
        },
        {
            trigger: ".modal div[name=name] input",
            run: `edit ${name}`,
        },
        {
            trigger: ".modal div[name=phone] input",
            run: `edit ${phone}`,
        },
        {
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            timeout: 60000, // the person is screened and the card read anew
            trigger: `body:not(:has(.modal)) [name=card_relation_ids] .o_data_row:contains(${role}):contains(${name})`,
        },
    ];
}

/** A company calls: it is registered with its people while the manager is on the phone. */
registry.category("web_tour.tours").add("bank_company_by_phone", {
    url: "/odoo/bank-clients",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_list_button_add",
            run: "click",
        },
        {
            trigger: ".o_selection_badge:contains(Юридическое лицо)",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=name] input",
            run: "edit ООО «Позвонившая»",
        },
        {
            trigger: ".o_field_widget[name=inn] input",
            run: "edit 7707083893 && press Tab",
        },
        {
            content: "Who is there already is shown before saving",
            trigger: ".o_form_view:contains(Ромашка с тем же ИНН)",
        },
        {
            content: "He had misheard; a number with a wrong check digit is no INN",
            trigger: ".o_field_widget[name=inn] input",
            run: "edit 7736050004 && press Tab",
        },
        {
            content: "It is told while it is typed",
            trigger: "div[name=registration_warning]:contains(7736050004)",
        },
        {
            content: "and not saved all the same",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            trigger: ".modal:contains(7736050004)",
        },
        {
            trigger: ".modal .btn-primary, .modal .btn-close",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_field_widget[name=inn] input",
            run: "edit 7736050003 && press Tab",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Screened at once",
            timeout: 60000, // duplicates and both lists are asked before it is saved
            trigger: "div[name=figure_screening] .badge",
        },
        {
            trigger: ".o_notebook a[name=relations]",
            run: "click",
        },
        ...addPerson("Руководитель", "Звонков Пётр", "8 916 700-10-01"),
        ...addPerson("Главный бухгалтер", "Счётова Анна", "8 916 700-10-02"),
        {
            content: "The next call is planned with the note",
            trigger: "button[name=action_add_interaction]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=subject] input",
            run: "edit Открытие расчётного счёта",
        },
        {
            trigger:
                ".modal .o_field_widget[name=date_next] input, .modal .o_field_widget[name=date_next] button",
            run: "click",
        },
        {
            trigger: ".o_datetime_picker .o_today",
            run: "click",
        },
        {
            content: "At night nobody is called: it is said before it is saved",
            trigger: ".modal .o_field_widget[name=hour_next] input",
            run: "edit 03:00 && press Tab",
        },
        {
            trigger:
                ".modal .o_field_widget[name=next_warning]:contains(Клиенту звонят с)",
        },
        {
            trigger: ".modal .o_field_widget[name=hour_next] input",
            run: "edit 11:30 && press Tab",
        },
        {
            trigger: ".modal:not(:has(.o_field_widget[name=next_warning]))",
        },
        {
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            trigger:
                "body:not(:has(.modal)) .o-mail-Activity:contains(Открытие расчётного счёта)",
        },
    ],
});
